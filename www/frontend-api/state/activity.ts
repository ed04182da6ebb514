import Bowser from "bowser";

/** What is known of the device behind a request; the wire's SessionActivity without its id. */
export interface Activity {
  /** What the device calls itself: "iPhone", "Android", "Macintosh", … */
  readonly deviceType: string | null;
  readonly isMobile: boolean;
  readonly browserName: string | null;
  readonly browserVersion: string | null;
  readonly ipAddress: string | null;
  readonly city: string | null;
  readonly country: string | null;
}

/** Where a request came from. A loopback address has no place. */
export interface RequestLocation {
  readonly ipAddress: string;
  readonly city?: string;
  readonly country?: string;
}

/** Reads an activity off a User-Agent header. */
export function activityOf(userAgent: string | undefined, where: RequestLocation): Activity {
  const place = { ipAddress: where.ipAddress, city: where.city ?? null, country: where.country ?? null };
  if (!userAgent) {
    return { deviceType: null, isMobile: false, browserName: null, browserVersion: null, ...place };
  }
  const { browser, os, platform } = Bowser.parse(userAgent);
  return {
    // Apple's devices have a model, "iPhone" or "iPad"; the others are named by their system.
    deviceType: platform.model || (os.name === "macOS" ? "Macintosh" : os.name) || null,
    isMobile: platform.type === "mobile" || platform.type === "tablet",
    browserName: browser.name || null,
    browserVersion: browser.version || null,
    ...place,
  };
}
