#pragma once
#include <stddef.h>
#include <stdint.h>

/// Writes `rows` rows of about `row_size` bytes to a new SQLite file at `path`, in transactions of
/// 1,000 rows, write-ahead log, synchronous=FULL.
///
/// Returns SQLite's result code: 0 if everything was written.
int sqlite_inserts(const char *path, int64_t rows, size_t row_size);
