import { readFileSync } from "node:fs";

/**
 * Responses of the Frontend API, of any size: session.json repeated. The values that differ between
 * the sessions of a real client differ here too (ids, names, addresses, times, tokens), so that no
 * peer gains by meeting the same text again.
 *
 * @typedef {"ascii" | "unicode"} Alphabet
 * @typedef {{ first: string[], last: string[], metadata: Record<string, unknown> }} Users
 */

const template = readFileSync(new URL("session.json", import.meta.url), "utf8");

/** @type {Record<Alphabet, Users>} */
const USERS = {
  ascii: {
    first: [
      "Ada",
      "Grace",
      "Alan",
      "Edsger",
      "Barbara",
      "Donald",
      "Katherine",
      "Dennis",
      "Radia",
      "Ken",
      "Margaret",
    ],
    last: ["Lovelace", "Hopper", "Turing", "Dijkstra", "Liskov", "Knuth", "Johnson"],
    metadata: { plan: "pro", credits: 1250, roles: ["editor", "reviewer"] },
  },
  unicode: {
    first: [
      "Zoë",
      "Łukasz",
      "Дарья",
      "Ελένη",
      "美咲",
      "지훈",
      "Ñandú",
      "Þóra",
      "سارة",
      "İpek",
      "नेहा",
    ],
    last: ["Müller", "Wójcik", "Кузнецова", "Παπαδοπούλου", "高橋", "김", "Núñez"],
    metadata: { plan: "größe L", credits: 1250, roles: ["Übersetzer", "編集者 🦀"] },
  },
};

/** The lifetime of a session token, in seconds. */
const TOKEN_LIFETIME_SECONDS = 60;

/**
 * Returns a client with this number of sessions.
 *
 * @param {number} sessions
 * @param {Alphabet} [alphabet]
 */
export function client(sessions, alphabet = "ascii") {
  const all = Array.from({ length: sessions }, (_, number) => session(number, alphabet));
  return {
    object: "client",
    id: "client_2xQ7lAq8WzExS4rCv6NyBj30001",
    sessions: all,
    sign_in: null,
    sign_up: null,
    last_active_session_id: all[0]?.id ?? null,
    last_authentication_strategy: "oauth_google",
    cookie_expires_at: null,
    captcha_bypass: false,
    created_at: 1_747_126_800_111,
    updated_at: 1_772_706_012_345,
  };
}

/**
 * Returns one of the client's sessions.
 *
 * @param {number} number the session's index
 * @param {Alphabet} [alphabet]
 */
export function session(number, alphabet = "ascii") {
  const mark = String(number).padStart(4, "0");
  const { first, last, metadata } = USERS[alphabet];
  const made = JSON.parse(template, (key, value) => {
    if (key === "first_name") return first[number % first.length];
    if (key === "last_name") return last[number % last.length];
    if (typeof value === "string") return value.replaceAll("####", mark);
    return key.endsWith("_at") && value !== null ? value + number : value;
  });
  made.user.public_metadata = metadata;
  made.last_active_token.jwt = token(made);
  return made;
}

/**
 * Returns a session's token, as long as Clerk's tokens are. Unless `iat` is given, the token has
 * expired, like the fixture's times. With a valid token, clerk-js would start two timers and notify
 * other tabs for each session that it reads.
 *
 * @param {{ id: string, last_active_organization_id: string, user: { id: string } }} session
 * @param {number} [iat] Unix seconds
 */
export function token(
  { id: sid, last_active_organization_id, user: { id: sub } },
  iat = 1_772_706_012,
) {
  const header = {
    alg: "RS256",
    cat: "cl_B7d4PD111AAA",
    kid: "ins_2xPz1aBcD5eFgH8iJkL3mNoP6qR",
    typ: "JWT",
  };
  const claims = {
    azp: "https://app.example.com",
    exp: iat + TOKEN_LIFETIME_SECONDS,
    fva: [12, -1],
    iat,
    iss: "https://clerk.example.com",
    nbf: iat - 10,
    o: {
      id: last_active_organization_id,
      per: "read",
      rol: "admin",
      slg: "analytical-engines",
      fpm: "1",
    },
    fea: "o:reports",
    sid,
    sts: "active",
    sub,
    v: 2,
  };
  const parts = [header, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString("base64url"),
  );
  return [...parts, Buffer.alloc(256, sid).toString("base64url")].join(".");
}
