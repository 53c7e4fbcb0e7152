import GRDB
import GRDBSQLite

/// SQLite copies what is bound before the call returns.
private let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

/// Statements of the log's one hot loop, bound and stepped through SQLite's own interface: GRDB's
/// arguments cost as much again as the insertion itself.
extension Statement {
    func bind(_ value: Int64, at index: Int32) {
        sqlite3_bind_int64(sqliteStatement, index, value)
    }

    func bind(_ value: Int, at index: Int32) {
        bind(Int64(value), at: index)
    }

    func bind(_ value: Int64?, at index: Int32) {
        guard let value else { return bindNull(at: index) }
        bind(value, at: index)
    }

    func bind(_ value: Double, at index: Int32) {
        sqlite3_bind_double(sqliteStatement, index, value)
    }

    func bind(_ value: Double?, at index: Int32) {
        guard let value else { return bindNull(at: index) }
        bind(value, at: index)
    }

    func bind(_ value: String?, at index: Int32) {
        guard var value else { return bindNull(at: index) }
        value.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) {
                _ = sqlite3_bind_text(
                    sqliteStatement, index, $0.baseAddress, Int32(clamping: $0.count), copied)
            }
        }
    }

    /// Binds UTF-8 as a text.
    func bind(text: [UInt8]?, at index: Int32) {
        guard let text else { return bindNull(at: index) }
        // Without an address SQLite would bind NULL.
        if text.isEmpty { return bind("", at: index) }
        text.withUnsafeBytes {
            _ = sqlite3_bind_text(
                sqliteStatement, index, $0.bindMemory(to: CChar.self).baseAddress,
                Int32(clamping: $0.count), copied)
        }
    }

    func bind(blob: UnsafeRawBufferPointer, at index: Int32) {
        sqlite3_bind_blob(
            sqliteStatement, index, blob.baseAddress, Int32(clamping: blob.count), copied)
    }

    func bind(_ id: EvidenceID, at index: Int32) {
        withUnsafeBytes(of: id.bytes) { bind(blob: $0, at: index) }
    }

    func bindNull(at index: Int32) {
        sqlite3_bind_null(sqliteStatement, index)
    }

    /// Runs a statement that returns no rows.
    func run() throws {
        let code = sqlite3_step(sqliteStatement)
        sqlite3_reset(sqliteStatement)
        guard code == SQLITE_DONE else { throw failure(code) }
    }

    /// The number of the row that was inserted last, and how many rows the last change touched:
    /// GRDB's own make sure of the queue each time, which costs more than what they look up.
    var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(sqlite3_db_handle(sqliteStatement)) }
    var hasChangedRows: Bool { sqlite3_changes(sqlite3_db_handle(sqliteStatement)) > 0 }

    /// Steps to the next row; resets at the end.
    func nextRow() throws -> Bool {
        let code = sqlite3_step(sqliteStatement)
        if code == SQLITE_ROW { return true }
        sqlite3_reset(sqliteStatement)
        guard code == SQLITE_DONE else { throw failure(code) }
        return false
    }

    /// Ends a reading before its last row.
    func endReading() {
        sqlite3_reset(sqliteStatement)
    }

    private func failure(_ code: Int32) -> DatabaseError {
        let message = sqlite3_db_handle(sqliteStatement).flatMap { sqlite3_errmsg($0) }
            .map { String(cString: $0) }
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }

    func int(_ column: Int32) -> Int64 { sqlite3_column_int64(sqliteStatement, column) }

    func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(sqliteStatement, column) == SQLITE_NULL
    }

    func optionalInt(_ column: Int32) -> Int64? { isNull(column) ? nil : int(column) }

    func double(_ column: Int32) -> Double { sqlite3_column_double(sqliteStatement, column) }

    func optionalDouble(_ column: Int32) -> Double? { isNull(column) ? nil : double(column) }

    /// The bytes of a text or blob, valid until the next step.
    func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(sqliteStatement, column)
        return UnsafeRawBufferPointer(
            start: start, count: Int(sqlite3_column_bytes(sqliteStatement, column)))
    }

    func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }

    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    func id(_ column: Int32) -> EvidenceID {
        let bytes = bytes(column)
        guard bytes.count == 16 else { return EvidenceID(high: 0, low: 0) }
        return EvidenceID(
            high: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
            low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }
}
