import type { Audience } from "./payload";

export type Device = {
  registrationId: string;
  alias: string | undefined;
  mobile: string | undefined;
  tags: Set<string>;
};

export type Devices = {
  /** The device of a registration id; one that nobody has spoken of yet has nothing set. */
  of(registrationId: string): Device;
  /** The devices that carry an alias, the earliest bound first. */
  withAlias(alias: string): Device[];
  setAlias(device: Device, alias: string | undefined): void;
  /** Who a push is for: in every list that it has. */
  select(audience: Audience): Device[];
};

/** The app's installations, as far as somebody has set something on them. */
export function createDevices(): Devices {
  const devices = new Map<string, Device>();
  const byAlias = new Map<string, Set<Device>>();

  function of(registrationId: string): Device {
    let device = devices.get(registrationId);
    if (!device) {
      device = { registrationId, alias: undefined, mobile: undefined, tags: new Set() };
      devices.set(registrationId, device);
    }
    return device;
  }

  const withAlias = (alias: string) => [...(byAlias.get(alias) ?? [])];

  return {
    of,
    withAlias,
    setAlias(device, alias) {
      if (device.alias === alias) return;
      if (device.alias !== undefined) {
        byAlias.get(device.alias)?.delete(device);
        if (byAlias.get(device.alias)?.size === 0) byAlias.delete(device.alias);
      }
      device.alias = alias;
      if (alias === undefined) return;
      const bound = byAlias.get(alias) ?? new Set();
      byAlias.set(alias, bound.add(device));
    },
    select(audience) {
      if (audience === "all") return [...devices.values()];
      const { alias, registration_id, tag, tag_and, tag_not } = audience;
      // A registration id is known to JPush whether or not anything was ever set on it.
      let found = registration_id ? registration_id.map(of) : alias ? alias.flatMap(withAlias) : [...devices.values()];
      if (alias) found = found.filter((device) => device.alias !== undefined && alias.includes(device.alias));
      if (tag) found = found.filter((device) => tag.some((name) => device.tags.has(name)));
      if (tag_and) found = found.filter((device) => tag_and.every((name) => device.tags.has(name)));
      if (tag_not) found = found.filter((device) => !tag_not.some((name) => device.tags.has(name)));
      return [...new Set(found)];
    },
  };
}
