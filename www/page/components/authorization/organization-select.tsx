import type { Session } from "clerk-session";
import { useAsyncAction } from "../../hooks/use-async-action.js";
import { organizationName } from "../../model/describe.js";
import { explain } from "../../model/explain.js";
import { Select } from "../controls/select.js";
import { ProblemNote } from "../notes/problem-note.js";

interface OrganizationSelectProps {
  readonly session: Session;
  readonly onSwitch: (session: Session, organizationId: string | null) => Promise<void>;
}

/**
 * Selects the organization in which the session is active. Shows nothing if the user belongs to
 * none.
 */
export function OrganizationSelect({ session, onSwitch }: OrganizationSelectProps) {
  const { pending, failure, start } = useAsyncAction();
  const memberships = session.user?.organizationMemberships ?? [];
  if (memberships.length === 0) return null;
  const organizations = memberships.flatMap(({ organization }) => organization?.id ?? []);
  return (
    <>
      <Select
        label="Active in"
        options={[null, ...organizations].map((id) => ({
          id: id ?? "",
          label: organizationName(session, id),
        }))}
        value={session.lastActiveOrganizationId ?? ""}
        pending={pending}
        onChoose={(id) => start(() => onSwitch(session, id || null))}
      />
      {failure && <ProblemNote explanation={explain(failure.error)} />}
    </>
  );
}
