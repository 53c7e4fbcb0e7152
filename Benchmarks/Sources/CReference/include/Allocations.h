#pragma once
#include <stdint.h>

/// How often this thread has allocated so far.
uint64_t allocation_count(void);
