-- What the shortcode uses of Pandoc and Quarto, as their manuals describe it. FORMAT is "html" or another format.
head = {}
pandoc = {
  utils = { stringify = function(value) return type(value) == "table" and table.concat(value) or tostring(value) end },
  RawBlock = function(format, text) assert(format == "html") return text end,
  Str = function(text) return text end,
  Para = function(inlines) return table.concat(inlines) end,
}
quarto = {
  doc = {
    is_format = function(name) assert(name == "html:js") return FORMAT == "html" end,
    include_text = function(where, text) assert(where == "in-header") table.insert(head, text) end,
    add_html_dependency = function(dependency)
      for _, script in ipairs(dependency.scripts) do
        local attribs = ""
        for name, value in pairs(script.attribs or {}) do attribs = attribs .. " " .. name .. '="' .. value .. '"' end
        table.insert(head, '<script src="' .. script.path .. '"' .. attribs .. "></script>")
      end
    end,
  },
}
