#pragma once

#include "core/base/run_context.h"
#include "core/project/project.h"
#include "widgets/documents/engine.h"
#include "widgets/traces/explained_node.h"
#include "widgets/base/jobs/job_runner.h"

#include <QObject>

#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>

namespace nodesentry::ui {

/// What the present method says of the node that is looked at: computed in the background when it is wanted,
/// given up when another node or method is, and kept for the last nodes.
class ExplanationDocument final : public QObject {
    Q_OBJECT

public:
    enum class State {
        Idle, ///< nothing is wanted, or nothing was scored
        Loading,
        Ready, ///< current() is there
        Failed, ///< error() says why
    };

    /// @param engine  outlives the document
    explicit ExplanationDocument(Engine& engine, QObject* parent = nullptr);
    ~ExplanationDocument() override; ///< stops what is computed and waits for it

    /// Other results: what was kept is forgotten, and what is wanted is computed again.
    /// @param project  null: none is open
    /// @param method   empty: none was run
    void setResults(std::shared_ptr<Project> project, const std::string& method);
    /// Wants a node explained; an empty name, none. After an error the same node is tried again.
    void want(const std::string& node);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const std::string& node() const { return m_node; } ///< that is wanted
    [[nodiscard]] const std::string& method() const { return m_method; }
    [[nodiscard]] std::shared_ptr<const ExplainedNode> current() const { return m_current; }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    [[nodiscard]] double progress() const { return m_progress; } ///< of loading, 0 to 1

    static constexpr std::size_t kMostBytes = std::size_t(256) << 20; ///< of nodes that are kept

Q_SIGNALS:
    void changed(); ///< state(), and what goes with it
    void progressed(); ///< progress()

private:
    inline static const QString kChannel = QStringLiteral("explain");

    void start();
    void take(Result<std::shared_ptr<const ExplainedNode>> result);
    void keep(std::shared_ptr<const ExplainedNode> node);

    Engine& m_engine;
    std::shared_ptr<Project> m_project;
    std::string m_method;
    std::string m_node;
    State m_state = State::Idle;
    std::shared_ptr<const ExplainedNode> m_current;
    std::optional<Error> m_error;
    double m_progress = 0.0;
    std::list<std::shared_ptr<const ExplainedNode>> m_kept; ///< last used first
    JobRunner m_runner; ///< its own, so that reading samples never waits for it
};

} // namespace nodesentry::ui
