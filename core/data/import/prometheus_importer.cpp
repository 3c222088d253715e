#include "core/data/import/prometheus_importer.h"

#include "core/base/text.h"
#include "core/data/import/import.h"
#include "core/data/import/prometheus_download_p.h"
#include "core/data/import/prometheus_files_p.h"

namespace nodesentry {

namespace {

class PrometheusImporter final : public Importer {
public:
    [[nodiscard]] std::string_view name() const override { return "prometheus"; }
    [[nodiscard]] std::string_view help() const override
    {
        return "A Prometheus server by its URL, or its answers saved as JSON";
    }
    [[nodiscard]] std::string_view demand() const override
    {
        return "it must be a server's URL, or begin as its JSON: {\"status\":\"success\", or {\"metric\":{";
    }
    [[nodiscard]] bool recognises(const std::string& source) const override
    {
        return isServerUrl(source) || holdsPrometheusSamples(source);
    }
    Result<void> read(const std::vector<std::string>& sources, const ImportOptions& options, ImportSink& sink,
                      const RunContext& context) const override;
};

Result<void> PrometheusImporter::read(const std::vector<std::string>& sources, const ImportOptions& options,
                                      ImportSink& sink, const RunContext& context) const
{
    std::vector<std::string> files;
    std::vector<std::string> urls;
    for (const auto& source : sources)
        (isServerUrl(source) ? urls : files).push_back(source);
    const auto parts = static_cast<double>(urls.size() + (files.empty() ? 0 : 1));
    for (std::size_t i = 0; i < urls.size(); ++i) {
        const auto part = static_cast<double>(i);
        NODESENTRY_CHECK(
            downloadFromPrometheus(urls[i], options, sink, context.part(part / parts, (part + 1) / parts)));
    }
    if (files.empty())
        return {};
    return readPrometheusFiles(files, options.prometheus, sink, context.part((parts - 1) / parts, 1.0));
}

} // namespace

std::unique_ptr<const Importer> makePrometheusImporter()
{
    return std::make_unique<PrometheusImporter>();
}

bool isServerUrl(std::string_view source)
{
    const auto start = lowerCase(std::string(source.substr(0, 8)));
    return start.starts_with("http://") || start.starts_with("https://");
}

} // namespace nodesentry
