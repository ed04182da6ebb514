import { useId } from "react";
import type { VerificationMethod } from "../../model/verification-methods.js";

interface VerificationMethodChoiceProps {
  readonly methods: readonly VerificationMethod[];
  readonly chosen: VerificationMethod;
  readonly onChoose: (method: VerificationMethod) => void;
}

/** Lets the user choose a method, if there are several. */
export function VerificationMethodChoice({
  methods,
  chosen,
  onChoose,
}: VerificationMethodChoiceProps) {
  const name = useId();
  return (
    <fieldset className="verification-methods">
      <legend>How do you want to prove it?</legend>
      {methods.map((method) => (
        <label key={method.id}>
          <input
            type="radio"
            name={name}
            checked={method === chosen}
            onChange={() => onChoose(method)}
          />
          {method.label}
        </label>
      ))}
    </fieldset>
  );
}
