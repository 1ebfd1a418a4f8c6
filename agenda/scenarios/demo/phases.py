"""What is planned when a proposal comes to a stage: the demo's twin of the mechanism's openers."""

from collections.abc import Callable
from datetime import datetime

from agenda.proposals.rules import Stage
from agenda.scenarios.demo.acts.carrying_out import plan_survey, plan_tasks
from agenda.scenarios.demo.acts.cosigning import plan_cosigning, plan_further_cosigns
from agenda.scenarios.demo.acts.deciding import plan_decision
from agenda.scenarios.demo.acts.discussing import plan_discussion
from agenda.scenarios.demo.acts.meetings import plan_meetings
from agenda.scenarios.demo.acts.positions import plan_invitations, plan_positions, plan_suspension
from agenda.scenarios.demo.acts.proposing import plan_appeal, plan_screening, plan_submission
from agenda.scenarios.demo.acts.results import plan_result
from agenda.scenarios.demo.acts.routing import plan_referral, plan_routing
from agenda.scenarios.demo.acts.voting import plan_ballots
from agenda.scenarios.demo.scene import Course, Scene

Plan = Callable[[Scene, Course, datetime], None]

PHASES: dict[Stage, tuple[Plan, ...]] = {
    Stage.DRAFT: (plan_submission, plan_appeal),
    Stage.SCREENING: (plan_screening,),
    Stage.DECLINED: (plan_appeal,),
    Stage.COSIGNING: (plan_cosigning, plan_discussion),
    Stage.VOTING: (plan_further_cosigns, plan_ballots),
    Stage.LISTED: (plan_routing,),
    Stage.REFERRED: (plan_referral,),
    Stage.DELIBERATING: (plan_invitations, plan_positions, plan_meetings, plan_suspension),
    Stage.DECIDING: (plan_decision,),
    Stage.ANNOUNCED: (plan_result,),
    Stage.IMPLEMENTING: (plan_tasks,),
    Stage.APPRAISING: (plan_survey,),
}
"""In this order; a stage without a line brings nothing of the content about."""
