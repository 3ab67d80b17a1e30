-- What Quarto does around a shortcode, with its tables as its manual describes them. Everything else is Pandoc's own.
local head = {}

quarto = {
  doc = {
    is_format = function(name)
      assert(name == "html:js")
      return FORMAT == "html" or FORMAT == "revealjs"
    end,
    include_text = function(where, text)
      assert(where == "in-header")
      table.insert(head, text)
    end,
    add_html_dependency = function(dependency)
      for _, script in ipairs(dependency.scripts) do
        local attribs = ""
        for name, value in pairs(script.attribs or {}) do
          attribs = attribs .. " " .. name .. '="' .. value .. '"'
        end
        table.insert(head, '<script src="' .. script.path .. '"' .. attribs .. "></script>")
      end
    end,
  },
}

local shortcodes = dofile("sweepfield.lua")

-- race size=8 fallback="a text" → words and pairs
local function parts_of(call)
  local args, kwargs, rest = {}, {}, call
  while rest ~= "" do
    local key, value, after = rest:match('^([%w-]+)="([^"]*)"%s*(.*)$')
    if key == nil then
      key, value, after = rest:match("^([%w-]+)=(%S+)%s*(.*)$")
    end
    if key == nil then
      value, after = rest:match("^(%S+)%s*(.*)$")
      table.insert(args, pandoc.Inlines(value))
    else
      kwargs[key] = pandoc.Inlines(value)
    end
    rest = after
  end
  return args, kwargs
end

function Pandoc(doc)
  doc.blocks = doc.blocks:walk({
    Para = function(para)
      local call = pandoc.utils.stringify(para):match("^{{< sweepfield (.*) >}}$")
      if call ~= nil then
        return shortcodes["sweepfield"](parts_of(call))
      end
    end,
  })
  doc.meta["header-includes"] = pandoc.MetaBlocks({ pandoc.RawBlock("html", table.concat(head)) })
  return doc
end
