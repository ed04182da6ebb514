import { type FormEvent, useState } from "react";
import { type Instance, instanceFromKey, localInstance } from "../api/instance.js";
import { explain } from "../model/explain.js";
import { Dialog } from "./controls/dialog.js";
import { Field } from "./controls/field.js";

interface InstanceDialogProps {
  readonly current: Instance;
  /** Throws, with a reason, if the key is invalid. */
  readonly onChoose: (instance: Instance) => void;
  readonly onClose: () => void;
}

/** Lets the user choose the instance of the page. */
export function InstanceDialog({ current, onChoose, onClose }: InstanceDialogProps) {
  const [publishableKey, setPublishableKey] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const local = localInstance();

  function choose(instance: Instance) {
    try {
      onChoose(instance);
      onClose();
    } catch (error) {
      setRefusal(explain(error).message);
    }
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    choose(instanceFromKey(publishableKey.trim()));
  }

  return (
    <Dialog title="Change instance" onDismiss={onClose}>
      <p>
        In use: <strong>{current.name}</strong>. With a publishable key, this page talks to the
        instance that the key names; a development key (pk_test_…) works from any page.
      </p>
      <form onSubmit={submit}>
        <Field
          label="Publishable key"
          name="publishable-key"
          placeholder="pk_test_…"
          autoComplete="off"
          spellCheck={false}
          required
          value={publishableKey}
          error={refusal}
          onChange={({ target }) => {
            setPublishableKey(target.value);
            setRefusal(null);
          }}
        />
        <div className="actions">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          {local && current.kind !== "local" && (
            <button type="button" onClick={() => choose(local)}>
              Use the local Frontend API
            </button>
          )}
          <button type="submit" className="primary">
            Use this key
          </button>
        </div>
      </form>
    </Dialog>
  );
}
