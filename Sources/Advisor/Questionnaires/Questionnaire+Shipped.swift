package import Diagnostics

extension Questionnaire {
    /// The text of `Questionnaires/four-factor.yaml`, as it was when the program was built.
    package static var fourFactor: SourceText {
        SourceText(
            name: "Questionnaires/four-factor.yaml",
            text: String(decoding: PackageResources.four_factor_yaml, as: UTF8.self))
    }

    /// The text of `Questionnaires/launch.yaml`, as it was when the program was built.
    package static var launch: SourceText {
        SourceText(
            name: "Questionnaires/launch.yaml",
            text: String(decoding: PackageResources.launch_yaml, as: UTF8.self))
    }
}
