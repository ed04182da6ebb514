import type { RequestLocation } from "./activity.js";
import type { SessionStatus } from "./records.js";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A session that a user has on another device when the server starts. */
export interface SeedSession {
  /** The source of its id, which is therefore equal in every run. */
  readonly name: string;
  readonly status: SessionStatus;
  readonly userAgent: string;
  /** An address from the ranges that RFC 5737 and RFC 3849 reserve for documentation. */
  readonly where: RequestLocation;
  /** The time since its last activity and since its creation, in milliseconds. */
  readonly lastActiveAgo: number;
  readonly createdAgo: number;
}

const iPhone: Omit<SeedSession, "name"> = {
  status: "active",
  userAgent:
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 " +
    "(KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
  where: { ipAddress: "192.0.2.17", city: "Lisbon", country: "Portugal" },
  lastActiveAgo: 4 * minute,
  createdAgo: 9 * day,
};

const iPad: Omit<SeedSession, "name"> = {
  status: "active",
  userAgent:
    "Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) " +
    "Version/17.7 Mobile/15E148 Safari/604.1",
  where: { ipAddress: "2001:db8:4a::c0de", city: "Kyoto", country: "Japan" },
  lastActiveAgo: 3 * hour,
  createdAgo: 20 * day,
};

const windows: Omit<SeedSession, "name"> = {
  status: "active",
  userAgent:
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) " +
    "Chrome/141.0.0.0 Safari/537.36 Edg/141.0.3537.99",
  where: { ipAddress: "198.51.100.203", city: "Toronto", country: "Canada" },
  lastActiveAgo: day + 2 * hour,
  createdAgo: 41 * day,
};

const mac: Omit<SeedSession, "name"> = {
  status: "active",
  userAgent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:144.0) Gecko/20100101 Firefox/144.0",
  where: { ipAddress: "203.0.113.58", city: "São Paulo", country: "Brazil" },
  lastActiveAgo: 6 * day,
  createdAgo: 55 * day,
};

/** The other devices of each user in state/users/, by the name of the account. */
export const seedSessions: Readonly<Record<"ada" | "grace" | "alan", readonly SeedSession[]>> = {
  ada: [
    { ...iPhone, name: "ada-iphone" },
    { ...iPad, name: "ada-ipad" },
    { ...windows, name: "ada-windows" },
    { ...mac, name: "ada-mac" },
    // Past sessions: in /me/sessions, not in /me/sessions/active.
    {
      ...windows,
      name: "ada-windows-ended",
      status: "ended",
      createdAgo: 60 * day,
      lastActiveAgo: 42 * day,
    },
    {
      ...iPhone,
      name: "ada-iphone-expired",
      status: "expired",
      createdAgo: 90 * day,
      lastActiveAgo: 83 * day,
    },
  ],
  grace: [
    {
      name: "grace-android",
      status: "active",
      userAgent:
        "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) " +
        "Chrome/141.0.7390.122 Mobile Safari/537.36",
      where: { ipAddress: "192.0.2.200", city: "Nairobi", country: "Kenya" },
      lastActiveAgo: 25 * minute,
      createdAgo: 2 * day,
    },
  ],
  alan: [],
};
