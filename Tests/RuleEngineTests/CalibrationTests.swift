import Diagnostics
import RuleEngine
import Testing

struct CalibrationTests {
    @Test(arguments: [
        Calibration(),
        Calibration(questions: ["team": [:]]),
        Calibration(questions: [
            "team": [
                "money-back": Precision(precision: 0.1 + 0.2, cases: 812),
                "otherwise": Precision(precision: 0, cases: 0),
                "1": Precision(precision: 1, cases: .max),
            ],
            "is it \"urgent\"?\\\n\u{1}\u{85} é": ["true": Precision(precision: 1e-7, cases: 1)],
        ]),
    ])
    func `a calibration reads back as it was written`(calibration: Calibration) {
        let text = CalibrationFile.text(of: calibration)
        let read = CalibrationFile.read(SourceText(name: "calibration.yaml", text: text))
        #expect(read.diagnostics == [])
        #expect(read.calibration == calibration)
    }

    @Test func `the same calibration is always written the same`() {
        let calibration = Calibration(questions: [
            "b": [
                "y": Precision(precision: 0.5, cases: 2), "x": Precision(precision: 1, cases: 1),
            ],
            "a": [:],
        ])
        #expect(
            CalibrationFile.text(of: calibration) == """
                questions:
                  "a":
                    rules: {}
                  "b":
                    rules:
                      "x": { precision: 1.0, cases: 1 }
                      "y": { precision: 0.5, cases: 2 }

                """)
    }
}
