extension BiasAudit {
    package static let guide = AuditGuide(
        inputs: "answers of every path and what was acted on, `groups` of each case, outcomes; "
            + "groups are looked at one by one and two at a time",
        formula: """
            By path and group: selection rate, true positive rate, false positive rate, each against \
            the reference group: ratio of selection rates (log-adjusted interval), differences of \
            the others (Newcombe's interval), p-values of the score test adjusted by Benjamini and \
            Hochberg. An e-process for exact k-sample tests (Turner, Ly and Grünwald 2024) in \
            blocks of 50 cases says whether groups have one rate, however often somebody looks.
            """,
        limits: "a group with under \(leastCases) cases, or \(leastPositives) truths of the kind, "
            + "says nothing; the widest of many gaps grows with the number of groups, so that "
            + "every group is held against one reference",
        thresholds: [leastRatio, largestGap])
}
