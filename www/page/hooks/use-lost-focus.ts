import { type RefObject, useLayoutEffect, useRef } from "react";

/**
 * Moves the focus when the focused row is removed: to the row that takes its place, so that a
 * keyboard user continues there and a screen reader reads it out. The row takes it, not its button:
 * a second Enter must not sign out the next one.
 *
 * @param ids - the ids of the rows, in order; each row is an element of the list with
 * `tabIndex={-1}`
 */
export function useFocusAfterRemoval(
  list: RefObject<HTMLElement | null>,
  ids: readonly string[],
): void {
  const before = useRef(ids);
  const removedIndex = useRef<number | null>(null);

  useLayoutEffect(() => {
    const removed = before.current.findIndex((id) => !ids.includes(id));
    before.current = ids;
    if (removed >= 0) removedIndex.current = removed;
    if (removedIndex.current === null || isDialogOpen()) return;
    const row = list.current?.children[Math.min(removedIndex.current, ids.length - 1)];
    removedIndex.current = null;
    if (isFocusLost() && row instanceof HTMLElement) row.focus();
  });
}

/**
 * Moves the focus when another view replaces the focused one: to the first heading of the new view.
 *
 * @param view - the view shown; null for one that cannot have had the focus
 */
export function useFocusOnChange(place: RefObject<HTMLElement | null>, view: string | null): void {
  const before = useRef(view);

  useLayoutEffect(() => {
    if (before.current === view || isDialogOpen()) return;
    const entered = before.current !== null;
    before.current = view;
    if (entered && isFocusLost()) place.current?.querySelector("h2")?.focus();
  });
}

/**
 * Moves the focus when any other element disappears: a button that has done its work, a note whose
 * problem is solved.
 *
 * @param count - the number of such elements; when it falls, one of them may have had the focus
 * @param fallback - returns the element that takes the focus
 */
export function useFocusAfterLoss(
  count: number,
  fallback: () => HTMLElement | null | undefined,
): void {
  const before = useRef(count);

  useLayoutEffect(() => {
    if (before.current === count || isDialogCovering(fallback())) return;
    const fell = count < before.current;
    before.current = count;
    if (fell && isFocusLost()) fallback()?.focus();
  });
}

/**
 * Returns whether a dialog is open. It keeps the focus, and only after it closes is it known
 * whether the button that opened it still exists.
 */
function isDialogOpen(): boolean {
  return document.querySelector("dialog[open]") !== null;
}

/**
 * Returns whether an open dialog covers the element. An element in the dialog itself can take the
 * focus.
 */
function isDialogCovering(element: HTMLElement | null | undefined): boolean {
  return isDialogOpen() && !element?.closest("dialog");
}

/** Returns whether no element has the focus; otherwise it must not be moved. */
function isFocusLost(): boolean {
  return document.activeElement === document.body;
}
