import { useEffect, useState } from "react";

const messageMs = 2_000;

type State = "idle" | "copied" | "failed";

/** Copies a text that the page does not show. */
export function CopyButton({ label, text }: { label: string; text: string }) {
  const [state, setState] = useState<State>("idle");

  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), messageMs);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
    } catch {
      // The browser or its user denied access to the clipboard.
      setState("failed");
    }
  }

  return (
    <>
      <button type="button" onClick={() => void copy()}>
        {label}
      </button>
      <span role="status" className="said">
        {state === "copied" ? "Copied" : state === "failed" && "The browser did not allow it"}
      </span>
    </>
  );
}
