import { secureHeaders } from 'hono/secure-headers';

/**
 * Everything comes from this server and nothing is inline, so that a policy text that holds markup stays text. HSTS
 * is left out: office networks often serve plain HTTP, and a proxy in front adds it where it belongs.
 */
export const securityHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: 'DENY',
  referrerPolicy: 'same-origin',
  strictTransportSecurity: false,
  crossOriginResourcePolicy: 'same-origin',
});
