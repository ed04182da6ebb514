/**
 * The WebAssembly instances that the page has created since this import. The package creates its
 * instance in init().
 */
const instances: WebAssembly.Instance[] = [];

const { Instance, instantiate, instantiateStreaming } = WebAssembly;

WebAssembly.Instance = class extends Instance {
  constructor(module: WebAssembly.Module, imports?: WebAssembly.Imports) {
    super(module, imports);
    instances.push(this);
  }
};
WebAssembly.instantiate = recording(instantiate) as typeof instantiate;
WebAssembly.instantiateStreaming = recording(instantiateStreaming) as typeof instantiateStreaming;

function recording(make: (source: never, imports?: WebAssembly.Imports) => Promise<unknown>) {
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

export interface ModuleMemory {
  /** The size of all modules' memory. */
  readonly memoryBytes: number;
  /** The entries for JavaScript objects in the modules' tables; null if they have no table. */
  readonly places: number | null;
}

/** Returns the size of the modules' memory. It never shrinks. */
export function moduleMemory(): ModuleMemory {
  const exported = instances.flatMap(({ exports }) => Object.values(exports));
  const memories = exported.filter((value) => value instanceof WebAssembly.Memory);
  const tables = exported.filter((value) => value instanceof WebAssembly.Table);
  if (memories.length === 0)
    throw new Error("no module has been instantiated, or it does not export its memory");
  return {
    memoryBytes: memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
    places: tables.length === 0 ? null : tables.reduce((sum, { length }) => sum + length, 0),
  };
}
