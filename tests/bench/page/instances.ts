/** Every WebAssembly module that the page has instantiated since this was imported; the package does that in init(). */
const instances: WebAssembly.Instance[] = [];

const { Instance, instantiate, instantiateStreaming } = WebAssembly;

WebAssembly.Instance = class extends Instance {
  constructor(module: WebAssembly.Module, imports?: WebAssembly.Imports) {
    super(module, imports);
    instances.push(this);
  }
};
WebAssembly.instantiate = noting(instantiate) as typeof instantiate;
WebAssembly.instantiateStreaming = noting(instantiateStreaming) as typeof instantiateStreaming;

function noting(make: (source: never, imports?: WebAssembly.Imports) => Promise<unknown>) {
  return async (source: never, imports?: WebAssembly.Imports) => {
    const made = await make(source, imports);
    instances.push(
      made instanceof Instance
        ? made
        : (made as WebAssembly.WebAssemblyInstantiatedSource).instance,
    );
    return made;
  };
}

export interface Held {
  /** All memory that the modules have taken. */
  readonly memoryBytes: number;
  /** Places for objects of JavaScript's in their tables; null if they have no table. */
  readonly places: number | null;
}

/** What the page's modules have taken so far; they never give it back. */
export function held(): Held {
  const exported = instances.flatMap(({ exports }) => Object.values(exports));
  const memories = exported.filter((value) => value instanceof WebAssembly.Memory);
  const tables = exported.filter((value) => value instanceof WebAssembly.Table);
  if (memories.length === 0)
    throw new Error("no module has been instantiated, or it does not show its memory");
  return {
    memoryBytes: memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
    places: tables.length === 0 ? null : tables.reduce((sum, { length }) => sum + length, 0),
  };
}
