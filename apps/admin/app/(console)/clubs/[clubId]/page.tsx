import type { Metadata } from "next";
import { Club } from "../../../../features/clubs/club";

export const metadata: Metadata = { title: "圈子" };

type Props = { params: Promise<{ clubId: string }> };

export default async function Page({ params }: Props) {
  const { clubId } = await params;
  return <Club clubId={clubId} />;
}
