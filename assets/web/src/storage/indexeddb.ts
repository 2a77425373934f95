/** Storage in the browser's IndexedDB; where there is none (private mode, forbidden, full) a memory that lasts until the reload. */

import { memoryStorage, type Storage } from "../core/storage.ts";

const DATABASE = "apuntes-cka";
const STORE = "study";

/** Opens the storage. Never rejects: what cannot be kept is kept in memory, and `persistent` says so. */
export async function openStorage(factory: IDBFactory | undefined = globalThis.indexedDB): Promise<Storage> {
  try {
    if (!factory) return memoryStorage();
    const database = await open(factory);
    const storage = overDatabase(database);
    await storage.get("session");
    return storage;
  } catch {
    return memoryStorage();
  }
}

function open(factory: IDBFactory): Promise<IDBDatabase> {
  const request = factory.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return settled(request);
}

function overDatabase(database: IDBDatabase): Storage {
  // Another tab that opens a newer version must not wait for this one.
  database.onversionchange = () => database.close();
  const store = (mode: IDBTransactionMode): IDBObjectStore => database.transaction(STORE, mode).objectStore(STORE);
  return {
    persistent: true,
    get: async (key) => (await settled(store("readonly").get(key))) ?? null,
    set: async (key, value) => void (await settled(store("readwrite").put(value, key))),
    remove: async (key) => void (await settled(store("readwrite").delete(key))),
  };
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
  });
}
