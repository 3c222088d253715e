#include "widgets/documents/document_writer.h"

#include "core/base/log.h"

namespace nodesentry::ui {

DocumentWriter::DocumentWriter(QObject* parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

DocumentWriter::~DocumentWriter()
{
    finish();
}

void DocumentWriter::write(std::shared_ptr<Project> project, const std::string& name, std::string content)
{
    const std::scoped_lock lock(m_mutex);
    const Key key(project.get(), name);
    m_wishes.insert_or_assign(key, Wish{std::move(project), std::move(content)});
    if (std::exchange(m_writing, true))
        return;
    m_pool.start([this] { writeAll(); });
}

void DocumentWriter::finish()
{
    m_pool.waitForDone();
}

void DocumentWriter::writeAll()
{
    for (;;) {
        std::pair<Key, Wish> next;
        {
            const std::scoped_lock lock(m_mutex);
            if (m_wishes.empty()) {
                m_writing = false;
                return;
            }
            auto first = m_wishes.extract(m_wishes.begin());
            next = {first.key(), std::move(first.mapped())};
        }
        const auto& [key, wish] = next;
        if (const auto written = wish.project->setDocument(key.second, wish.content); !written) {
            // The signal may find nobody when the window is being closed.
            spdlog::error("saving {}: {}", key.second, written.error().message);
            QMetaObject::invokeMethod(
                this, [this, error = written.error()] { Q_EMIT failed(error); }, Qt::QueuedConnection);
        }
    }
}

} // namespace nodesentry::ui
