import Decisions
import Diagnostics
import Foundation
import Models
import RuleEngine
import ShadowEvaluation
import Verdicts

/// A feature's folder, read and compiled, with everything that is wrong with it.
struct FeatureFolder {
    /// The folder as the user wrote it, without a slash at its end.
    let path: String
    let feature: Feature
    let ruleSet: RuleSet?
    /// What was measured of these rules; `nil` where that was of others.
    let calibration: Calibration?
    /// What was fixed before looking; `nil` where nothing was.
    let plan: Plan?
    let tasks: [String: ModelTask]
    let prices: PriceTable
    let diagnostics: [Diagnostic]

    var errors: [Diagnostic] { diagnostics.filter { $0.severity == .error } }

    /// Returns whether there is a feature's folder at `path`.
    static func exists(_ path: String) -> Bool { TextFile.exists(path + "/feature.yaml") }

    /// Reads the folder at `path`; throws where there is no feature to speak of.
    ///
    /// Errors in the rules, the prompt or the prices are in `diagnostics`; those in `feature.yaml`
    /// are thrown, since nothing else can be read without it.
    static func read(_ path: String) throws -> FeatureFolder {
        let folder = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        let source = try TextFile.read(
            folder + "/feature.yaml",
            hint: "a feature is a folder with `feature.yaml`; `assay init NAME` makes one")
        let (feature, diagnostics) = FeatureFile.read(source, folder: folder) { file in
            TextFile.exists(file.hasPrefix("/") ? file : folder + "/" + file)
        }
        guard let feature else {
            throw CommandFailure(.badConfiguration, diagnostics)
        }
        return try FeatureFolder(feature, diagnostics)
    }

    private init(_ feature: Feature, _ found: [Diagnostic]) throws {
        var diagnostics = found
        path = feature.folder
        var feature = feature
        feature.labelPlans = try Self.labelPlans(of: feature, &diagnostics)
        self.feature = feature
        let calibration = try Self.calibration(of: feature, &diagnostics)
        let ruleSet = try Self.rules(of: feature, calibration, &diagnostics)
        self.ruleSet = ruleSet
        self.calibration = ruleSet.flatMap { calibration?.fits($0) } == true ? calibration : nil
        prices = try Self.prices(of: feature, &diagnostics)
        tasks = try Self.tasks(of: feature, &diagnostics)
        plan = try Self.plan(of: feature, &diagnostics)
        diagnostics += Self.faults(inRedactionOf: feature)
        self.diagnostics = diagnostics
    }

    private static func calibration(
        of feature: Feature, _ diagnostics: inout [Diagnostic]
    ) throws -> Calibration? {
        let path = feature.file("calibration.yaml")
        guard TextFile.exists(path) else { return nil }
        let source = try TextFile.read(path)
        let (calibration, found) = CalibrationFile.read(source)
        diagnostics += found
        return calibration
    }

    private static func plan(
        of feature: Feature, _ diagnostics: inout [Diagnostic]
    ) throws -> Plan? {
        let path = feature.file("plan.yaml")
        guard TextFile.exists(path) else { return nil }
        let (plan, found) = PlanFile.read(try TextFile.read(path), for: feature)
        diagnostics += found
        return plan
    }

    private static func labelPlans(
        of feature: Feature, _ diagnostics: inout [Diagnostic]
    ) throws -> [LabelPlan] {
        let path = feature.file(LabelPlanFile.name)
        guard TextFile.exists(path) else { return [] }
        let (plans, found) = LabelPlanFile.read(try TextFile.read(path), for: feature)
        diagnostics += found
        return plans
    }

    private static func rules(
        of feature: Feature, _ calibration: Calibration?, _ diagnostics: inout [Diagnostic]
    ) throws -> RuleSet? {
        for path in feature.paths {
            guard case .heuristic(let file) = path.kind else { continue }
            let (ruleSet, found) = RuleFile.read(
                try TextFile.read(feature.file(file)), fields: feature.fields,
                questions: feature.questions, calibration: calibration,
                openFile: { try TextFile.readIfThere(feature.file($0)) })
            diagnostics += found
            return ruleSet
        }
        return nil
    }

    private static func prices(
        of feature: Feature, _ diagnostics: inout [Diagnostic]
    ) throws -> PriceTable {
        guard let file = feature.pricesFile else { return .builtIn }
        let (rows, found) = PriceFile.read(try TextFile.read(feature.file(file)))
        diagnostics += found
        return PriceTable.builtIn.overridden(by: rows)
    }

    private static func tasks(
        of feature: Feature, _ diagnostics: inout [Diagnostic]
    ) throws -> [String: ModelTask] {
        var tasks: [String: ModelTask] = [:]
        for path in feature.paths {
            guard case .model(let definition) = path.kind else { continue }
            var prompt: PromptTemplate?
            if let file = definition.prompt {
                let (template, found) = PromptTemplate.read(
                    try TextFile.read(feature.file(file)), fields: feature.fields)
                diagnostics += found
                prompt = template
            }
            let task = ModelTask(
                feature: feature, path: path.name, definition: definition, prompt: prompt)
            diagnostics += task.diagnostics(file: feature.file("feature.yaml"))
            tasks[path.name] = task
        }
        return tasks
    }

    /// Finds patterns that RE2 does not accept; what else is wrong was found with the file.
    private static func faults(inRedactionOf feature: Feature) -> [Diagnostic] {
        guard let redaction = feature.live.redaction else { return [] }
        do throws(RedactionError) {
            _ = try Redactor(redaction, key: nil)
            return []
        } catch {
            return [Diagnostic(file: feature.file("feature.yaml"), error.description)]
        }
    }

    /// Throws the errors of the folder, so that nothing runs on half of it; warnings are noted.
    func requireSound() throws {
        for warning in diagnostics where warning.severity == .warning {
            Console.note(warning.description)
        }
        guard errors.isEmpty else {
            throw CommandFailure(.badConfiguration, errors)
        }
    }
}
