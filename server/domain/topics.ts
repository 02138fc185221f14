/** Topics of our own system actions begin so; all others are for the author's own workers. */
const OWN = 'throughline:';

/** Whether jobs of this topic are carried out by this server. */
export function isOwnTopic(topic: string): boolean {
  return topic.startsWith(OWN);
}

/** The name of the action: the topic without what marks it as ours. */
export function actionOf(topic: string): string {
  return topic.slice(OWN.length);
}
