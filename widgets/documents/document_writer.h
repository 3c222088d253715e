#pragma once

#include "core/project/project.h"

#include <QObject>
#include <QThreadPool>

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace nodesentry::ui {

/// Writes documents of projects, e.g. how lanes are shown, in the background and one after the other. Of
/// wishes for the same document that come faster than they are written the last one counts; a wish is
/// never dropped: the destructor, as finish(), waits until everything is on disk.
/// @thread GUI
class DocumentWriter final : public QObject {
    Q_OBJECT

public:
    explicit DocumentWriter(QObject* parent = nullptr);
    ~DocumentWriter() override;

    void write(std::shared_ptr<Project> project, const std::string& name, std::string content);
    /// Waits until all that was asked for is written, or has failed.
    void finish();

Q_SIGNALS:
    void failed(const nodesentry::Error& error);

private:
    struct Wish {
        std::shared_ptr<Project> project;
        std::string content;
    };
    using Key = std::pair<Project*, std::string>;

    void writeAll();

    std::mutex m_mutex;
    std::map<Key, Wish> m_wishes; ///< not begun yet; guarded by m_mutex
    bool m_writing = false; ///< a thread is in writeAll(); guarded by m_mutex
    QThreadPool m_pool; ///< last: its thread uses all of the above
};

} // namespace nodesentry::ui
