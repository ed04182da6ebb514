import { seedId } from "./ids.js";
import { initialsImage } from "./images.js";
import type { OrganizationRecord } from "./user-record.js";

/** The organization that Ada and Grace belong to. */
export const analyticalEngines: OrganizationRecord = {
  id: seedId("org", "analytical-engines"),
  name: "Analytical Engines",
  slug: "analytical-engines",
  imageUrl: initialsImage("AE", "#6d28d9"),
  membersCount: 12,
  pendingInvitationsCount: 2,
  maxAllowedMemberships: 50,
  plan: "team",
  publicMetadata: { region: "eu-west", limits: { seats: 50, projects: null } },
  createdAt: Date.UTC(2024, 1, 29, 8, 30),
};

/** An organization in which Ada is an ordinary member; without a picture. */
export const noteG: OrganizationRecord = {
  id: seedId("org", "note-g"),
  name: "Note G",
  slug: "note-g",
  imageUrl: null,
  membersCount: 3,
  pendingInvitationsCount: 0,
  maxAllowedMemberships: 5,
  plan: "free",
  publicMetadata: {},
  createdAt: Date.UTC(2025, 5, 1, 12, 0),
};
