import type { RefObject } from "react";

interface RefreshButtonProps {
  readonly label: string;
  readonly refreshing: boolean;
  readonly onRefresh: () => void;
  readonly ref?: RefObject<HTMLButtonElement | null>;
}

/**
 * Reloads the data. While the reload is in flight, the button is busy, keeps the focus, and does
 * nothing.
 */
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
