"use client";

import { createContext, type ReactNode, useContext, useEffect, useLayoutEffect, useRef, useState } from "react";

/** A key (as in KeyboardEvent.key) that does something on the page that is open. */
export interface Shortcut {
  key: string;
  label: string;
  run: () => void;
}

type Groups = Map<string, readonly Shortcut[]>;
interface Registry {
  groups: Groups;
  set: (name: string, shortcuts: readonly Shortcut[] | undefined) => void;
}
const Shortcuts = createContext<Registry>({ groups: new Map(), set: () => undefined });

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** The dialog alone tells: antd's frame around it stays on for a moment after it has closed. */
const dialogOpen = () =>
  [...document.querySelectorAll('[role="dialog"]:not([class*="-leave"])')].some((dialog) => dialog.checkVisibility());

/** Keys do nothing while something is typed, with a modifier held, or with a dialog open. */
const ignores = (event: KeyboardEvent) =>
  typing(event.target) || event.ctrlKey || event.metaKey || event.altKey || dialogOpen();

export function ShortcutsProvider({ children }: { children: ReactNode }) {
  const [groups, setGroups] = useState<Groups>(new Map());
  const [registry] = useState(() => ({
    set: (name: string, shortcuts: readonly Shortcut[] | undefined) =>
      setGroups((before) => {
        const after = new Map(before);
        if (shortcuts) after.set(name, shortcuts);
        else after.delete(name);
        return after;
      }),
  }));
  return <Shortcuts value={{ groups, set: registry.set }}>{children}</Shortcuts>;
}

/** What can be pressed now, by group, for the help. */
export const useShortcutGroups = (): Groups => useContext(Shortcuts).groups;

/** Lets keys work for as long as the component is shown. */
export function useShortcuts(name: string, shortcuts: readonly Shortcut[]): void {
  const { set } = useContext(Shortcuts);
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  const words = shortcuts.map(({ key, label }) => `${key} ${label}`).join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: told again only if the words differ.
  useEffect(() => {
    set(name, latest.current);
    return () => set(name, undefined);
  }, [name, words, set]);
  // Not an effect of later: what can be seen can be pressed.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || ignores(event)) return;
      const found = latest.current.find(({ key }) => key === event.key);
      if (!found) return;
      event.preventDefault();
      found.run();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
