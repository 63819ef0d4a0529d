import { describe, expect, test } from 'vitest';
import { toldFaults, type Change } from './small-bundle.fixture.ts';

/** What is changed in a sound bundle, and everything that is then told about it. */
const faulty: [name: string, changes: Change[], told: string[]][] = [
  [
    'a state that nothing leads to',
    [
      {
        file: 'land/processes/matter.yaml',
        from: '  closed: {',
        to: '  lost: { title: 丢, step: judge, turn: centre, may: { centre: [assign] }, within: { lost: 1 days } }\n  closed: {',
      },
    ],
    ['land/processes/matter.yaml:16:3 process/state-unreachable Nothing leads to the state “lost”.'],
  ],
  [
    'a state that nobody can leave',
    [
      {
        file: 'land/processes/matter.yaml',
        from: 'may: { requester: [judge] }, within: { judge: judge_within, then: late }',
        to: 'within: { judge: judge_within, then: late }',
      },
    ],
    [
      'land/processes/matter.yaml:15:3 process/state-dead-end From the state “judging” there is no way on.',
      'land/processes/matter.yaml:15:44 process/turn-of-nobody In the state “judging” it is the turn of `requester`, who may do nothing there.',
      'land/processes/matter.yaml:29:3 process/action-nobody Nobody may take the action “judge”.',
    ],
  ],
  [
    'a wait without a deadline',
    [{ file: 'land/processes/matter.yaml', from: ', within: { triage: 4 working_hours, then: late }', to: '' }],
    [
      'land/processes/matter.yaml:13:3 process/no-deadline In the state “triage” somebody is waited for, and no deadline runs.',
    ],
  ],
  [
    'an expiry that solves',
    [
      {
        file: 'land/processes/matter.yaml',
        from: 'within: { judge: judge_within, then: late }',
        to: 'within: { judge: judge_within, then: [{ at: due, to: closed, outcome: solved }] }',
      },
    ],
    [
      'land/processes/matter.yaml:15:122 process/expiry-approves When “judge” runs out, the case would count as solved: time passing never approves anything.',
    ],
  ],
  [
    'a clock of the first state, to which nothing leads back',
    [
      {
        file: 'land/processes/matter.yaml',
        from: 'reported: { title: 已报, step: report,',
        to: 'reported: { title: 已报, step: report, within: { taken: 1 days, runs_out: met },',
      },
    ],
    [
      'land/processes/matter.yaml:12:40 process/never-entered “taken” never starts: a case begins in “reported” and nothing leads back to it.',
    ],
  ],
  [
    'a clock until a day that nobody asks for',
    [
      {
        file: 'land/processes/matter.yaml',
        from: '{ judge: judge_within, then: late }',
        to: '{ judge: until_asked, then: late }',
      },
    ],
    [
      'land/processes/matter.yaml:7:3 process/unused Nothing uses “judge_within”.',
      'land/processes/matter.yaml:15:101 process/never-asked “judge” never starts: it runs until a day that is asked for, and none was when it would start.',
    ],
  ],
  [
    'a clock of the item’s limit that starts with the report, when there may be none',
    [
      {
        file: 'land/processes/matter.yaml',
        from: 'from: track, of: [lead], met_by: [submit]',
        to: 'from: report, met_by: [submit]',
      },
    ],
    [
      'land/processes/matter.yaml:14:3 process/no-deadline In the state “dispatched” somebody is waited for, and no deadline runs.',
      'land/processes/matter.yaml:31:64 process/limit-at-report “finish” starts with the report and runs for the limit of the item: a case reported without an item never gets it.',
    ],
  ],
  [
    'a condition that is judged before the move that makes it true',
    [
      {
        file: 'land/processes/matter.yaml',
        from: 'from: track, of: [lead]',
        to: 'from: track, when: { state: dispatched }, of: [lead]',
      },
    ],
    [
      'land/processes/matter.yaml:31:52 process/judged-before “finish” never starts: its condition is judged as it would start, and `state` is then reported, triage.',
    ],
  ],
  [
    'a condition on the report of what comes later',
    [
      {
        file: 'land/processes/matter.yaml',
        from: 'deadlines:',
        to: 'deadlines:\n  seen: { title: 见, from: report, budget: 2 days, when: { has_lead: true, classified: true }, met_by: [submit] }',
      },
    ],
    [
      'land/processes/matter.yaml:31:69 process/judged-before “seen” never starts: its condition is judged as it would start, and `has_lead` is then false.',
    ],
  ],
  [
    'a turn whose only clock is met by coming there',
    [
      {
        file: 'land/processes/matter.yaml',
        from: 'met_by: [submit], budget: item_limit',
        to: 'met_in: [dispatched], met_by: [submit], budget: item_limit',
      },
    ],
    [
      'land/processes/matter.yaml:14:48 process/clock-met In the state “dispatched” it is somebody’s turn, and the only clock that watches it, finish, counts as met as soon as the case comes here.',
    ],
  ],
  [
    'a limit by items in a county without any',
    [{ file: 'catalogue/first.yaml', to: 'edition: 1\ntitle: 首版\nfrom: 2026-01-01\nitems: []\n' }],
    [
      'land/processes/matter.yaml:31:75 process/no-items “finish” never starts: it runs for the limit of the item, and there are no items.',
      'org.yaml:7:72 item/unknown There is no item “R1”.',
      'routing.yaml:3:47 category/unknown There is no category “city”.',
      'tests/first.yaml:2:36 item/unknown There is no item “R2”.',
    ],
  ],
  [
    'an attempt and a field that ask after fields which are not there, and a pause that no setting names',
    [
      {
        file: 'land/processes/matter.yaml',
        from: 'judge: { title: 评价, fields: { solved: { type: yes_no, required: true, title: 解决 } },',
        to: 'judge: { title: 评价, attempt: { when: { reachd: false }, event: missed }, again_after: pause, fields: { reached: { type: yes_no }, solved: { type: yes_no, when: { raeched: true }, title: 解决 } },',
      },
    ],
    [
      'land/processes/matter.yaml:29:42 condition/unknown There is no condition “reachd”; did you mean “reached”?',
      'land/processes/matter.yaml:29:89 setting/unknown There is no setting “pause”.',
      'land/processes/matter.yaml:29:165 condition/unknown There is no condition “raeched”; did you mean “reached”?',
    ],
  ],
  [
    'an expiry that acts for a person',
    [{ file: 'land/processes/matter.yaml', from: 'tell: [centre] }]', to: 'tell: [centre], do: [confirm] }]' }],
    [
      'land/processes/matter.yaml:33:10 process/expiry-approves When “triage” runs out, the case would count as confirm: time passing never approves anything.',
      'land/processes/matter.yaml:33:10 process/expiry-approves When “judge” runs out, the case would count as confirm: time passing never approves anything.',
      'land/processes/matter.yaml:33:10 process/expiry-approves When “finish” runs out, the case would count as confirm: time passing never approves anything.',
    ],
  ],
  [
    'an action that nobody may take',
    [
      {
        file: 'land/processes/matter.yaml',
        from: '  submit: {',
        to: '  wave: { title: 挥手, to: dispatched }\n  submit: {',
      },
    ],
    ['land/processes/matter.yaml:28:3 process/action-nobody Nobody may take the action “wave”.'],
  ],
  [
    'a permission for an unknown action',
    [{ file: 'land/processes/matter.yaml', from: 'lead: [submit]', to: 'lead: [submit, sing]' }],
    ['land/processes/matter.yaml:20:50 action/unknown There is no action “sing”.'],
  ],
  [
    'a deadline met by an unknown action',
    [{ file: 'land/processes/matter.yaml', from: 'met_by: [submit]', to: 'met_by: [submitt]' }],
    ['land/processes/matter.yaml:31:58 action/unknown There is no action “submitt”; did you mean “submit”?'],
  ],
  [
    'an unknown ladder',
    [
      {
        file: 'land/processes/matter.yaml',
        from: 'budget: item_limit, then: late',
        to: 'budget: item_limit, then: lat',
      },
    ],
    ['land/processes/matter.yaml:31:93 ladder/unknown There is no ladder “lat”; did you mean “late”?'],
  ],
  [
    'an unknown state, with no faults that follow from it',
    [{ file: 'land/processes/matter.yaml', from: 'to: judging', to: 'to: juding' }],
    ['land/processes/matter.yaml:14:99 state/unknown There is no state “juding”; did you mean “judging”?'],
  ],
  [
    'an unknown effect, with no faults that follow from it',
    [{ file: 'land/processes/matter.yaml', from: 'do: [route]', to: 'do: [rout]' }],
    ['land/processes/matter.yaml:12:54 value/unknown-choice “rout” is not one of the choices; did you mean “route”?'],
  ],
  [
    'an unknown condition',
    [{ file: 'land/processes/matter.yaml', from: 'all_submitted: true', to: 'all_submited: true' }],
    [
      'land/processes/matter.yaml:14:72 condition/unknown There is no condition “all_submited”; did you mean “all_submitted”?',
    ],
  ],
  [
    'an unknown recipient',
    [{ file: 'land/processes/matter.yaml', from: 'tell: [centre]', to: 'tell: [center]' }],
    [
      'land/processes/matter.yaml:33:43 value/unknown-choice “center” is not one of the choices; did you mean “centre”?',
    ],
  ],
  [
    'states that hand over in a circle',
    [
      { file: 'land/processes/matter.yaml', from: 'do: [route] }]', to: 'to: triage }]' },
      {
        file: 'land/processes/matter.yaml',
        from: 'may: { centre: [assign] }, within',
        to: 'goes: [{ to: reported }], may: { centre: [assign] }, within',
      },
    ],
    [
      'land/processes/matter.yaml:12:46 process/goes-loop States move on by themselves in a circle: reported → triage → reported.',
    ],
  ],
  [
    'an action that goes two ways',
    [
      {
        file: 'land/processes/matter.yaml',
        from: 'to: closed, outcome: solved }\n',
        to: 'to: closed, outcome: solved, goes: assign }\n',
      },
    ],
    ['land/processes/matter.yaml:29:3 process/goes-twice The action “judge” says both `goes` and `to`.'],
  ],
  [
    'an end without outcome',
    [{ file: 'land/processes/matter.yaml', from: ', outcome: solved', to: '' }],
    [
      'land/processes/matter.yaml:29:92 process/end-without-outcome This leads to the end “closed” and says no outcome.',
    ],
  ],
  [
    'an outcome without an end',
    [
      {
        file: 'land/processes/matter.yaml',
        from: 'do: [assign], to: dispatched',
        to: 'do: [assign], to: dispatched, outcome: solved',
      },
    ],
    [
      'land/processes/matter.yaml:27:124 process/outcome-without-end An outcome belongs to an end, and “dispatched” is none.',
    ],
  ],
  [
    'a misspelt key of `within`',
    [
      {
        file: 'land/processes/matter.yaml',
        from: '{ triage: 4 working_hours, then: late }',
        to: '{ triage: 4 working_hours, thn: late }',
      },
    ],
    [
      'land/processes/matter.yaml:13:87 process/within-name `within` names 2 deadlines: triage, thn; is one of them “title”?',
    ],
  ],
  [
    'a budget that leaves out urgencies',
    [
      {
        file: 'land/processes/matter.yaml',
        from: 'triage: 4 working_hours',
        to: 'triage: { emergency: 1 hours, normal: 2 hours }',
      },
    ],
    ['land/processes/matter.yaml:13:97 process/budget-incomplete The budget says nothing for urgent, long_term.'],
  ],
  [
    'a budget from an unknown setting',
    [
      {
        file: 'land/processes/matter.yaml',
        from: 'within: { judge: judge_within,',
        to: 'within: { judge: juge_within,',
      },
    ],
    [
      'land/processes/matter.yaml:7:3 process/unused Nothing uses “judge_within”.',
      'land/processes/matter.yaml:15:101 setting/unknown There is no setting “juge_within”; did you mean “judge_within”?',
    ],
  ],
  [
    'an effect whose state or outcome is not there',
    [{ file: 'land/processes/matter.yaml', from: ', referred: 已转报警', to: '' }],
    [
      'land/processes/matter.yaml:12:54 process/effect-needs The effect “route” goes to the outcome “referred”, which this process does not have.',
    ],
  ],
  [
    'rungs out of order',
    [
      {
        file: 'land/processes/matter.yaml',
        from: 'late: [{ at: due, mark: overdue, tell: [centre] }]',
        to: 'late: [{ at: due, mark: overdue, tell: [centre] }, { at: 80%, remind: unit }]',
      },
    ],
    [
      'land/processes/matter.yaml:33:60 process/rung-order The rung “80%” stands after a later one.',
      'land/processes/matter.yaml:33:73 process/told-nobody The clock “triage” would remind units, and in the state “triage” none needs to be at work.',
      'land/processes/matter.yaml:33:73 process/told-nobody The clock “judge” would remind units, and in the state “judging” none needs to be at work.',
    ],
  ],
  [
    'a clock that is nobody’s',
    [
      {
        file: 'land/processes/matter.yaml',
        from: 'title: 待定, step: report, turn: centre,',
        to: 'title: 待定, step: report,',
      },
    ],
    [
      'land/processes/matter.yaml:13:65 process/clock-of-nobody A clock runs in the state “triage”, and it is nobody’s turn: it stands in no work list.',
    ],
  ],
  [
    'a pause that time itself ends, and is nobody’s turn',
    [
      {
        file: 'land/processes/matter.yaml',
        from: 'turn: centre, may: { centre: [assign] }, within: { triage: 4 working_hours, then: late }',
        to: 'may: { centre: [assign] }, within: { triage: 4 working_hours, runs_out: met, then: [{ at: due, to: dispatched }] }',
      },
    ],
    [],
  ],
  [
    'a process under another file name',
    [{ file: 'land/processes/matter.yaml', from: 'process: matter', to: 'process: mater' }],
    [
      'land/processes/matter.yaml:1:10 name/file The file is called “matter” and says “mater”.',
      'tests/first.yaml:2:22 process/unknown There is no process “matter”; did you mean “mater”?',
    ],
  ],
  [
    'a ladder that nothing uses',
    [{ file: 'land/processes/matter.yaml', from: 'ladders:', to: 'ladders:\n  spare: [{ at: due, tell: [centre] }]' }],
    ['land/processes/matter.yaml:33:3 process/unused Nothing uses “spare”.'],
  ],
  [
    'a track state that is not there',
    [{ file: 'land/processes/matter.yaml', from: '  released: { title: 已免 }\n', to: '' }],
    [
      'land/processes/matter.yaml:17:1 process/track-states A track goes through dispatched, signed, arrived, submitted, returned, released; “released” is missing.',
    ],
  ],
  [
    'an unknown step',
    [{ file: 'land/processes/matter.yaml', from: 'title: 已报, step: report', to: 'title: 已报, step: reprot' }],
    ['land/processes/matter.yaml:12:32 step/unknown There is no step “reprot”; did you mean “report”?'],
  ],
];

describe('processes', () => {
  test.for(faulty)('%s', ([, changes, told]) => {
    expect(toldFaults(changes)).toEqual(told);
  });
});
