import type { RefObject } from "react";

interface RefreshButtonProps {
  readonly label: string;
  readonly refreshing: boolean;
  readonly onRefresh: () => void;
  readonly ref?: RefObject<HTMLButtonElement | null>;
}

/** Asks everything again. While that is on its way the button says so, keeps the focus, and does nothing. */
export function RefreshButton({ label, refreshing, onRefresh, ref }: RefreshButtonProps) {
  return (
    <button
      type="button"
      ref={ref}
      aria-busy={refreshing}
      aria-disabled={refreshing}
      onClick={() => refreshing || onRefresh()}
    >
      {refreshing ? "Refreshing…" : label}
    </button>
  );
}
