import type { Metadata } from "next";
import { Feedback } from "../../../../features/feedback/feedback";

export const metadata: Metadata = { title: "反馈" };

type Props = { params: Promise<{ feedbackId: string }> };

export default async function Page({ params }: Props) {
  const { feedbackId } = await params;
  return <Feedback feedbackId={feedbackId} />;
}
