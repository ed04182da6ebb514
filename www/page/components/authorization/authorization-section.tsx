import { checkAuthorization, type Session } from "clerk-session";
import { useState } from "react";
import { type Requirement, requirements, suggestions } from "../../model/authorization.js";
import { type ReverificationRule, reverificationRules } from "../../model/reverification-rules.js";
import { Field } from "../controls/field.js";
import { Section } from "../controls/section.js";
import { Select } from "../controls/select.js";
import { OrganizationSelect } from "./organization-select.js";
import { Suggestions } from "./suggestions.js";

interface AuthorizationSectionProps {
  readonly session: Session;
  readonly onSwitchOrganization: (session: Session, organizationId: string | null) => Promise<void>;
}

/** Shows a checkAuthorization() call and its result, computed anew whenever the session changes. */
export function AuthorizationSection({ session, onSwitchOrganization }: AuthorizationSectionProps) {
  const [requirement, setRequirement] = useState<Requirement>("feature");
  const [rule, setRule] = useState<ReverificationRule["id"]>("strict");
  const [typed, setTyped] = useState<Partial<Record<Requirement, string>>>({});
  const suggested = suggestions(session, requirement);
  const isRule = requirement === "reverification";
  const value = isRule ? rule : (typed[requirement] ?? suggested[0] ?? "");
  const type = (value: string) => setTyped((typed) => ({ ...typed, [requirement]: value }));
  const allowed = value === "" ? null : checkAuthorization(session, { [requirement]: value });

  return (
    <Section
      title="Are you allowed to …"
      intro="The permissions of the current session, as known on this page."
    >
      <div className="choices">
        <OrganizationSelect session={session} onSwitch={onSwitchOrganization} />
        <Select
          label="Requirement"
          options={requirements}
          value={requirement}
          onChoose={setRequirement}
        />
        {isRule ? (
          <Select label="Rule" options={reverificationRules} value={rule} onChoose={setRule} />
        ) : (
          <Field
            label="Name"
            name="requirement"
            autoComplete="off"
            spellCheck={false}
            value={value}
            error={null}
            onChange={({ target }) => type(target.value)}
          />
        )}
      </div>
      {isRule || <Suggestions suggested={suggested} onChoose={type} />}
      <div className={`answer ${allowed ? "yes" : "no"}`}>
        <p role="status">{allowed !== null && (allowed ? "Yes" : "No")}</p>
        {allowed === null ? (
          <span className="fine-print">Type the name of a {requirement} to ask for it.</span>
        ) : (
          <code>{`checkAuthorization(session, { ${requirement}: ${JSON.stringify(value)} })`}</code>
        )}
      </div>
    </Section>
  );
}
