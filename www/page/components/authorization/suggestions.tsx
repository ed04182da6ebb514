interface SuggestionsProps {
  readonly suggested: readonly string[];
  readonly onChoose: (suggestion: string) => void;
}

/** Offers the session's own values. */
export function Suggestions({ suggested, onChoose }: SuggestionsProps) {
  if (suggested.length === 0)
    return <p className="suggestions fine-print">This session has none.</p>;
  return (
    <div className="suggestions fine-print">
      <span>This session has</span>
      <ul>
        {suggested.map((suggestion) => (
          <li key={suggestion}>
            <button type="button" onClick={() => onChoose(suggestion)}>
              {suggestion}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
