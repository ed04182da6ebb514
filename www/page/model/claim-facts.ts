import type { Json, JsonObject } from "clerk-session";

/** A claim in readable form. */
export interface Fact {
  readonly name: string;
  readonly value: string;
}

const dateTimeFormat = new Intl.DateTimeFormat("en", {
  dateStyle: "medium",
  timeStyle: "medium",
  hourCycle: "h23",
});

/**
 * Returns the claims that a user may want to read:
 * https://clerk.com/docs/guides/sessions/session-tokens, versions 1 and 2.
 * It omits absent claims, because a template's token need not have them.
 */
export function claimFacts(claims: JsonObject): Fact[] {
  const facts: [name: string, value: string | null][] = [
    ["User", text(claims.sub)],
    ["Session", text(claims.sid)],
    ["Organization", organization(claims)],
    ["Features", scoped(claims.fea)],
    ["Plan", scoped(claims.pla)],
    ["Verified", factors(claims.fva)],
    ["For the page", text(claims.azp)],
    ["For the service", text(claims.aud)],
    ["From", text(claims.iss)],
    [
      "Good until",
      typeof claims.exp === "number" ? dateTimeFormat.format(claims.exp * 1000) : null,
    ],
  ];
  return facts.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
}

function organization({ sid, o, org_slug, org_role }: JsonObject): string | null {
  const { slg, rol } = isObject(o) ? o : { slg: org_slug, rol: org_role };
  const [slug, role] = [text(slg), text(rol)];
  if (slug === null) return text(sid) && "none: the personal account";
  return role === null ? slug : `${slug}, as ${role.replace(/^org:/, "")}`;
}

const scopes: Record<string, string> = {
  o: " (the organization's)",
  u: " (the user's)",
  uo: " (both)",
  ou: " (both)",
};

/** Returns "o:reports,u:notes" with the scopes written out. */
function scoped(claim: Json | undefined): string | null {
  const list = text(claim)?.split(",") ?? [];
  const names = list.map((entry) => {
    const [scope = "", name] = entry.split(":");
    return name === undefined ? entry : name + (scopes[scope] ?? "");
  });
  return names.join(", ") || null;
}

/**
 * Returns the ages of the factors in minutes; -1 means that there is no such factor, or that it was
 * never verified.
 */
function factors(claim: Json | undefined): string | null {
  if (!Array.isArray(claim)) return null;
  const ages = claim.map((age) =>
    typeof age === "number" && age >= 0 ? `${age} min ago` : "never",
  );
  return `first factor ${ages[0]}, second ${ages[1]}`;
}

function text(claim: Json | undefined): string | null {
  return typeof claim === "string" && claim !== "" ? claim : null;
}

function isObject(claim: Json | undefined): claim is JsonObject {
  return typeof claim === "object" && claim !== null && !Array.isArray(claim);
}
