/** A text as HTML, in elements and in attributes. @param {string} text */
export const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
