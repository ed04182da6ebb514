import Bowser from "bowser";

/** A description of the device that sent a request: the wire's SessionActivity without its id. */
export interface Activity {
  /** The device's name for itself: "iPhone", "Android", "Macintosh", … */
  readonly deviceType: string | null;
  readonly isMobile: boolean;
  readonly browserName: string | null;
  readonly browserVersion: string | null;
  readonly ipAddress: string | null;
  readonly city: string | null;
  readonly country: string | null;
}

/** The origin of a request. A loopback address has no city or country. */
export interface RequestLocation {
  readonly ipAddress: string;
  readonly city?: string;
  readonly country?: string;
}

/** Derives an activity from a User-Agent header. */
export function activityOf(userAgent: string | undefined, where: RequestLocation): Activity {
  const place = {
    ipAddress: where.ipAddress,
    city: where.city ?? null,
    country: where.country ?? null,
  };
  if (!userAgent) {
    return { deviceType: null, isMobile: false, browserName: null, browserVersion: null, ...place };
  }
  const { browser, os, platform } = Bowser.parse(userAgent);
  return {
    // Apple's devices have a model, "iPhone" or "iPad"; other devices take the name of their
    // system.
    deviceType: platform.model || (os.name === "macOS" ? "Macintosh" : os.name) || null,
    isMobile: platform.type === "mobile" || platform.type === "tablet",
    browserName: browser.name || null,
    browserVersion: browser.version || null,
    ...place,
  };
}
