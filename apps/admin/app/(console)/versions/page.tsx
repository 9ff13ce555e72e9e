import type { Metadata } from "next";
import { Versions } from "../../../features/versions/versions";

export const metadata: Metadata = { title: "版本" };

export default function Page() {
  return <Versions />;
}
