package dev.sextant.operator.deployment;

import java.util.function.Supplier;

/** Faults that a decider could have; each must be found. */
enum Fault {
  SkipAcknowledgement(() -> Faults.seeing(Faults::acknowledged)),
  IgnoreRoutersThatEnd(() -> Faults.seeing(s -> Faults.routers(s, r -> r.ends().isEmpty()))),
  IgnoreRoutersThatRestart(() -> Faults.seeing(s -> Faults.routers(s, RouterFacts::ready))),
  OneServerIsEnough(() -> Faults.seeing(s -> Faults.servers(s, Faults::whole))),
  LatestGoesBack(() -> Faults.seeing(Faults::unnumbered)),
  ForgetRejections(() -> Faults.knowing(Faults::withoutRejections)),
  RejectAtOnce(() -> Faults.knowing(Faults::withoutPatience)),
  RetireAtOnce(() -> Faults.doing(Faults::retiring)),
  ShrinkStableFirst(() -> Faults.doing(Faults::shrinking)),
  ScaleDownBeforeTheRouteIsEmpty(() -> Faults.doing(Faults::zeroAtOnce)),
  CloseTheRouteOnRejection(() -> Faults.doing(Faults::closing)),
  RouteBeforeServersAreThere(() -> Faults.doing(Faults::routing)),
  LeaveServices(() -> Faults.doing(Faults::leavingServices)),
  NeverRetire(() -> Faults.doing(Faults::keeping)),
  OneAcknowledgementIsEnough(() -> Faults.seeing(Faults::anyAcknowledged)),
  TakeAnEarlierAcknowledgement(() -> Faults.seeing(Faults::unnumberedAcknowledgements)),
  ForgetWhenTheCandidateBegan(() -> Faults.knowing(Faults::withoutCandidate)),
  IgnoreThePin(Faults::unpinned),
  SayReadyAlways(Faults::boasting),
  LeadOnWithZeroReplicas(() -> Faults.doing(Faults::leadingOn)),
  CloseTheRouteOnACrash(() -> Faults.doing(Faults::closingOnCrash)),
  KeepEveryRevision(() -> Faults.doing(Faults::keepingRevisions)),
  LeadNowhereAndSayReady(() -> Faults.seeing(Faults::leading)),
  ApplyAStalePlan(Faults::stale);

  // Each of them is a method reference or a lambda without state.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Supplier<Brain> maker;

  Fault(Supplier<Brain> maker) {
    this.maker = maker;
  }

  Brain planted() {
    return maker.get();
  }
}
