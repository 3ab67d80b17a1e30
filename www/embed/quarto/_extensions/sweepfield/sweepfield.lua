-- {{< sweepfield race depth=3 size=8 fallback="The race needs JavaScript." >}}
-- The first argument names the element; every other one is an attribute, except `fallback`, the text where scripts do not run, and
-- `src`, the address of the script. Without `src`, sweepfield.js lies beside this file and travels with the page.

local function escape(text)
  return (text:gsub("[&<>\"]", { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }))
end

local function text_of(value)
  return value ~= nil and pandoc.utils.stringify(value) or ""
end

local function add_script(src)
  if src ~= "" then
    quarto.doc.include_text("in-header", '<script src="' .. escape(src) .. '" defer></script>')
  else
    quarto.doc.add_html_dependency({
      name = "sweepfield",
      version = "0.1.0",
      scripts = { { path = "sweepfield.js", attribs = { defer = "defer" } } },
    })
  end
end

local function attributes_of(kwargs)
  local names = {}
  for name in pairs(kwargs) do
    if name ~= "fallback" and name ~= "src" then
      -- A name ends up in a tag: letters, digits and "-" only.
      if not name:match("^[%a][%w%-]*$") then
        error("sweepfield: " .. name .. " is no attribute; use letters and -, such as lane-unit=cells")
      end
      table.insert(names, name)
    end
  end
  table.sort(names)
  local written = {}
  for _, name in ipairs(names) do
    table.insert(written, " " .. name .. '="' .. escape(text_of(kwargs[name])) .. '"')
  end
  return table.concat(written)
end

local function sweepfield(args, kwargs)
  local name = text_of(args[1]):gsub("^sf%-", "")
  if not name:match("^[%l][%l%-]*$") then
    error('sweepfield: no element is named; write {{< sweepfield race depth=3 >}}, not "' .. name .. '"')
  end
  local fallback = text_of(kwargs["fallback"])
  if fallback == "" then
    fallback = "This figure runs in the browser and needs JavaScript."
  end
  if not quarto.doc.is_format("html:js") then
    return pandoc.Para({ pandoc.Str(fallback) })
  end
  add_script(text_of(kwargs["src"]))
  local tag = "sf-" .. name
  return pandoc.RawBlock("html", "<" .. tag .. attributes_of(kwargs) .. "><p>" .. escape(fallback) .. "</p></" .. tag .. ">")
end

return { ["sweepfield"] = sweepfield }
