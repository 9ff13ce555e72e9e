import type { Metadata } from "next";
import { Room } from "../../../../features/rooms/room";

export const metadata: Metadata = { title: "活动" };

type Props = { params: Promise<{ roomId: string }> };

export default async function Page({ params }: Props) {
  const { roomId } = await params;
  return <Room roomId={roomId} />;
}
