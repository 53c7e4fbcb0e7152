import JSONCodec
import Statistics
import Verdicts

extension VerdictJSON {
    /// Writes how all paths compare on the same cases; null where there is one model.
    mutating func allPaths() {
        writer.key("all_paths")
        guard let figures = verdict.allPaths else { return writer.null() }
        writer.beginObject()
        number("cases", figures.cases)
        writer.key("paths")
        writer.beginArray()
        for path in figures.paths {
            writer.beginObject()
            text("path", path.name)
            estimate("accuracy", path.accuracy)
            writer.endObject()
        }
        writer.endArray()
        double("cochran_q", figures.equalAccuracy?.statistic)
        double("cochran_q_p", figures.equalAccuracy?.p)
        writer.key("pairs")
        writer.beginArray()
        for pair in figures.pairs {
            writer.beginObject()
            text("first", figures.paths[pair.first].name)
            text("second", figures.paths[pair.second].name)
            number("only_first_right", pair.onlyFirstRight)
            number("only_second_right", pair.onlySecondRight)
            double("mid_p_by_holm", pair.p)
            writer.endObject()
        }
        writer.endArray()
        bool("one_look", true)
        writer.endObject()
    }
}
