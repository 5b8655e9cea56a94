// The same story in two files: one compiled without exceptions, one with them. One program holds both.
#pragma once

/// 0 when all went well; otherwise the line that found something wrong.
int story_without_exceptions();
int story_with_exceptions();
