/**
 * A part of the program that is loaded where it is first needed, and then kept: asking the module loader again costs more
 * than most of what such a part does. What could not be loaded is tried again the next time.
 */
export function onDemand<Module>(load: () => Promise<Module>): () => Promise<Module> {
  let loaded: Promise<Module> | null = null;
  return () => {
    if (loaded !== null) return loaded;
    const loading = load();
    loaded = loading;
    loading.catch(() => {
      loaded = null;
    });
    return loading;
  };
}
