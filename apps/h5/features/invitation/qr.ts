import { create } from "qrcode";

export interface Qr {
  /** Modules a side. */
  size: number;
  /** The dark modules as one SVG path, one unit a module. */
  path: string;
}

/** The QR code of an address. */
export function qrOf(address: string): Qr {
  const { size, data } = create(address, { errorCorrectionLevel: "M" }).modules;
  const rows = Array.from({ length: size }, (_, y) => {
    const dark = Array.from({ length: size }, (_, x) => (data[y * size + x] ? `M${x} ${y}h1v1h-1z` : ""));
    return dark.join("");
  });
  return { size, path: rows.join("") };
}
