import { useId, useRef } from "react";
import { useFocusAfterLoss } from "../../hooks/use-lost-focus.js";

interface Option<Id> {
  readonly id: Id;
  /** Short, since a select may be narrow; absent: the id. */
  readonly label?: string;
  /** What it means, shown while it is chosen. */
  readonly hint?: string;
}

interface SelectProps<Id extends string> {
  readonly label: string;
  readonly options: readonly Option<Id>[];
  /** The id of the chosen one. */
  readonly value: Id;
  /** Whether the last choice is still on its way: until then there is no other. */
  readonly pending?: boolean;
  readonly onChoose: (id: Id) => void;
}

/** One of several, with what it is about. */
export function Select<Id extends string>(props: SelectProps<Id>) {
  const { label, options, value, pending = false, onChoose } = props;
  const id = useId();
  const hintId = `${id}-hint`;
  const hint = options.find(({ id }) => id === value)?.hint;
  const select = useRef<HTMLSelectElement>(null);
  // While it is disabled, nothing in it can have the focus.
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
