import { useId, useRef } from "react";
import { useFocusAfterLoss } from "../../hooks/use-lost-focus.js";

interface Option<Id> {
  readonly id: Id;
  /** Short, because a select may be narrow. Defaults to the id. */
  readonly label?: string;
  /** An explanation, shown while the option is selected. */
  readonly hint?: string;
}

interface SelectProps<Id extends string> {
  readonly label: string;
  readonly options: readonly Option<Id>[];
  /** The id of the selected option. */
  readonly value: Id;
  /** Whether the last choice is still being applied; the select is disabled meanwhile. */
  readonly pending?: boolean;
  readonly onChoose: (id: Id) => void;
}

/** A select with a label and the selected option's hint. */
export function Select<Id extends string>(props: SelectProps<Id>) {
  const { label, options, value, pending = false, onChoose } = props;
  const id = useId();
  const hintId = `${id}-hint`;
  const hint = options.find(({ id }) => id === value)?.hint;
  const select = useRef<HTMLSelectElement>(null);
  // While the select is disabled, it cannot have the focus.
  useFocusAfterLoss(pending ? 1 : 0, () => select.current);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        ref={select}
        value={value}
        disabled={pending}
        aria-busy={pending}
        aria-describedby={hint === undefined ? undefined : hintId}
        onChange={({ target }) => {
          const chosen = options.find(({ id }) => id === target.value);
          if (chosen) onChoose(chosen.id);
        }}
      >
        {options.map(({ id, label = id }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
      {hint !== undefined && (
        <p id={hintId} className="fine-print">
          {hint}
        </p>
      )}
    </div>
  );
}
