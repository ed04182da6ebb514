import { useId } from "react";
import type { Way } from "../../model/verification-methods.js";

interface WayChoiceProps {
  readonly ways: readonly Way[];
  readonly chosen: Way;
  readonly onChoose: (way: Way) => void;
}

/** How to prove who one is, where there is more than one way. */
export function WayChoice({ ways, chosen, onChoose }: WayChoiceProps) {
  const name = useId();
  return (
    <fieldset className="ways">
      <legend>How do you want to prove it?</legend>
      {ways.map((way) => (
        <label key={way.id}>
          <input type="radio" name={name} checked={way === chosen} onChange={() => onChoose(way)} />
          {way.label}
        </label>
      ))}
    </fieldset>
  );
}
