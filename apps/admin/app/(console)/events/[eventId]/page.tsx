import type { Metadata } from "next";
import { Event } from "../../../../features/events/event";

export const metadata: Metadata = { title: "日程" };

type Props = { params: Promise<{ eventId: string }> };

export default async function Page({ params }: Props) {
  const { eventId } = await params;
  return <Event eventId={eventId} />;
}
