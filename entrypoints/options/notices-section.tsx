import { useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/checkbox.tsx';
import { useLive, useSend } from '../../components/client.tsx';
import { Section } from '../../components/section.tsx';
import { text } from '../../components/text.ts';

/** Of what the browser notifies the person. It asks for its permission when the first switch is turned on. */
export function NoticesSection() {
  const choice = useLive({ kind: 'notices' });
  const send = useSend();
  const [declined, setDeclined] = useState(false);
  if (!choice) return null;
  // The browser asks only in answer to a click: nothing may be awaited before it.
  const change = (changed: Partial<typeof choice>) => {
    const next = { ...choice, ...changed };
    setDeclined(false);
    if (!next.tasks && !next.reminders) return send({ type: 'notices.set', choice: next });
    browser.permissions.request({ permissions: ['notifications'] }).then((granted) => {
      setDeclined(!granted);
      if (granted) send({ type: 'notices.set', choice: next });
    });
  };
  return (
    <Section title={text('noticesTitle')} help={text('noticesHelp')}>
      {!choice.tasks && !choice.reminders && (
        <div>
          <Button look="primary" icon="reminder" onClick={() => change({ tasks: true, reminders: true })}>
            {text('noticesAsk')}
          </Button>
        </div>
      )}
      {(choice.tasks || choice.reminders) && (
        <div>
          <Checkbox
            name="tasks"
            label={text('noticesTasks')}
            checked={choice.tasks}
            onChange={(tasks) => change({ tasks })}
          />
          <Checkbox
            name="reminders"
            label={text('noticesReminders')}
            checked={choice.reminders}
            onChange={(reminders) => change({ reminders })}
          />
        </div>
      )}
      {declined && <Banner kind="warning">{text('noticesDeclined')}</Banner>}
    </Section>
  );
}
