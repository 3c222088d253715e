#pragma once

#include "core/data/job.h"
#include "core/labels/label.h"

#include <cstdint>
#include <string>
#include <vector>

namespace nodesentry {

/// Makes the texts of jobs and labels such as can be stored and shown (cleanText()), and keeps count.
class TextCleaner {
public:
    void clean(std::string& text);
    void clean(Job& job);
    void clean(Label& label);

    /// What to say of it, one sentence each; none where every text was fine.
    /// @param where  the file or the source
    [[nodiscard]] std::vector<std::string> notes(const std::string& where) const;

private:
    std::int64_t m_noUtf8 = 0;
    std::int64_t m_controls = 0;
};

} // namespace nodesentry
