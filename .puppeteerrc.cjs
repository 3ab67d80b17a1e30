/** @type {import("puppeteer").Configuration} */
module.exports = { skipDownload: true };
