/** What the pages live under, and are tested under: nothing from elsewhere, nothing inline. */
const DIRECTIVES = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "frame-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
] as const;

/** As a header. Who may frame a page is for a header alone to say. */
export const CONTENT_SECURITY_POLICY = [...DIRECTIVES, "frame-ancestors 'self'"].join("; ");

/** The same as an element of the page, for hosts that send no header, such as GitHub Pages. */
export const PAGE_POLICY = DIRECTIVES.join("; ");
