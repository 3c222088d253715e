<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_GB">
<context>
    <name>Actions</name>
    <message>
        <source>Label &amp;as</source>
        <translation>标注为(&amp;A)</translation>
    </message>
    <message>
        <source>Time &amp;zone</source>
        <translation>时区(&amp;Z)</translation>
    </message>
    <message>
        <source>T&amp;heme</source>
        <translation>主题(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Mouse</source>
        <translation>鼠标(&amp;M)</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>面板(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Open project…</source>
        <translation>打开项目(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Close project</source>
        <translation>关闭项目(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>Run all stages: prepare, cluster, train, detect, evaluate</source>
        <translation>运行全部阶段：预处理、聚类、训练、检测、评估</translation>
    </message>
    <message>
        <source>&amp;Learn from new samples</source>
        <translation>学习新数据(&amp;L)</translation>
    </message>
    <message>
        <source>Let the models learn from what was imported since they were made, without making everything anew, and score it</source>
        <translation>让模型学习其建立之后导入的数据并为其评分，而不必全部重新训练</translation>
    </message>
    <message>
        <source>&amp;Cancel run</source>
        <translation>取消运行(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>首选项(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Find a &amp;command, node, job or metric…</source>
        <translation>查找命令、节点、作业或指标(&amp;C)…</translation>
    </message>
    <message>
        <source>Find &amp;node</source>
        <translation>查找节点(&amp;N)</translation>
    </message>
    <message>
        <source>Find &amp;metric</source>
        <translation>查找指标(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Label selection…</source>
        <translation>标注所选时段(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;Delete label</source>
        <translation>删除标注(&amp;D)</translation>
    </message>
    <message>
        <source>Label as class %1</source>
        <translation>标注为类别 %1</translation>
    </message>
    <message>
        <source>&amp;Begin at the pointer</source>
        <translation>起点设在指针处(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;End at the pointer</source>
        <translation>终点设在指针处(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Type the times…</source>
        <translation>输入起止时间(&amp;T)…</translation>
    </message>
    <message>
        <source>Select the whole &amp;job</source>
        <translation>选中整个作业(&amp;J)</translation>
    </message>
    <message>
        <source>&amp;Split at the pointer</source>
        <translation>在指针处拆分(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Merge chosen labels</source>
        <translation>合并所选标注(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;How sure…</source>
        <translation>置信度(&amp;H)…</translation>
    </message>
    <message>
        <source>N&amp;ote…</source>
        <translation>备注(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Classes…</source>
        <translation>类别(&amp;C)…</translation>
    </message>
    <message>
        <source>Hide other &amp;people's labels</source>
        <translation>隐藏他人标注(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Adjudication view</source>
        <translation>仲裁视图(&amp;A)</translation>
    </message>
    <message>
        <source>Pre&amp;vious case</source>
        <translation>上一个异常(&amp;V)</translation>
    </message>
    <message>
        <source>Ne&amp;xt case</source>
        <translation>下一个异常(&amp;X)</translation>
    </message>
    <message>
        <source>Previous &amp;label</source>
        <translation>上一个标注(&amp;L)</translation>
    </message>
    <message>
        <source>Next la&amp;bel</source>
        <translation>下一个标注(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Go to time, node or job…</source>
        <translation>转到时间、节点或作业(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Previous view</source>
        <translation>上一个视图(&amp;P)</translation>
    </message>
    <message>
        <source>N&amp;ext view</source>
        <translation>下一个视图(&amp;E)</translation>
    </message>
    <message>
        <source>To the &amp;nodes</source>
        <translation>转到节点列表(&amp;N)</translation>
    </message>
    <message>
        <source>To the &amp;cases</source>
        <translation>转到异常列表(&amp;C)</translation>
    </message>
    <message>
        <source>To the l&amp;ist of labels</source>
        <translation>转到标注列表(&amp;I)</translation>
    </message>
    <message>
        <source>To the chosen la&amp;bel's panel</source>
        <translation>转到所选标注的面板(&amp;B)</translation>
    </message>
    <message>
        <source>To the &amp;metrics</source>
        <translation>转到指标(&amp;M)</translation>
    </message>
    <message>
        <source>Next detection met&amp;hod</source>
        <translation>下一个检测方法(&amp;H)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>Move to ea&amp;rlier times</source>
        <translation>移向更早时间(&amp;R)</translation>
    </message>
    <message>
        <source>Move to la&amp;ter times</source>
        <translation>移向更晚时间(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Fit selection or everything</source>
        <translation>适合所选或全部(&amp;F)</translation>
    </message>
    <message>
        <source>Crosshair to earlier times</source>
        <translation>十字线移向更早时间</translation>
    </message>
    <message>
        <source>Crosshair to later times</source>
        <translation>十字线移向更晚时间</translation>
    </message>
    <message>
        <source>Fix a cur&amp;sor (A, then B)</source>
        <translation>固定游标(先 A 后 B)(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Clear selection</source>
        <translation>清除选择(&amp;C)</translation>
    </message>
    <message>
        <source>What can be done with the &amp;job…</source>
        <translation>作业菜单(&amp;J)…</translation>
    </message>
    <message>
        <source>&amp;UTC</source>
        <translation>&amp;UTC</translation>
    </message>
    <message>
        <source>As this &amp;computer</source>
        <translation>与本机相同(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Other zone…</source>
        <translation>其他时区(&amp;O)…</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>Colours for colour-&amp;blind people</source>
        <translation>色盲友好配色(&amp;B)</translation>
    </message>
    <message>
        <source>Drag &amp;selects, wheel scrolls</source>
        <translation>拖动选择，滚轮滚动(&amp;S)</translation>
    </message>
    <message>
        <source>Drag &amp;moves, wheel zooms (authors' scheme)</source>
        <translation>拖动平移，滚轮缩放（论文作者方案）(&amp;M)</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>全屏(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Pin lane</source>
        <translation>固定曲线道(&amp;P)</translation>
    </message>
    <message>
        <source>H&amp;ide lane</source>
        <translation>隐藏曲线道(&amp;I)</translation>
    </message>
    <message>
        <source>Move lane u&amp;p</source>
        <translation>上移曲线道(&amp;P)</translation>
    </message>
    <message>
        <source>Move lane &amp;down</source>
        <translation>下移曲线道(&amp;D)</translation>
    </message>
    <message>
        <source>What can be done with the la&amp;ne…</source>
        <translation>曲线道菜单(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Zoom the lane's values in</source>
        <translation>放大纵轴(&amp;Z)</translation>
    </message>
    <message>
        <source>Zoom the lane's values &amp;out</source>
        <translation>缩小纵轴(&amp;O)</translation>
    </message>
    <message>
        <source>Lane's values as &amp;before</source>
        <translation>恢复纵轴(&amp;B)</translation>
    </message>
    <message>
        <source>Most &amp;unusual lanes first</source>
        <translation>最异常的排在前面(&amp;U)</translation>
    </message>
    <message>
        <source>All metrics as &amp;heat strips</source>
        <translation>全部指标以热力条显示(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Compare with the job's other nodes</source>
        <translation>与作业的其他节点比较(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Taller lanes</source>
        <translation>增大道高(&amp;T)</translation>
    </message>
    <message>
        <source>Lo&amp;wer lanes</source>
        <translation>减小道高(&amp;W)</translation>
    </message>
    <message>
        <source>Scale: &amp;whole time</source>
        <translation>量程：全部时间(&amp;W)</translation>
    </message>
    <message>
        <source>Scale: what is in &amp;view</source>
        <translation>量程：当前视图(&amp;V)</translation>
    </message>
    <message>
        <source>Scale: &amp;robust (middle 98 %)</source>
        <translation>量程：稳健（中间 98 %）(&amp;R)</translation>
    </message>
    <message>
        <source>Scale: &amp;shared by lanes of one unit</source>
        <translation>量程：同单位共用(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Logarithmic</source>
        <translation>对数(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Keys and mouse</source>
        <translation>快捷键与鼠标(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About NodeSentry Workbench</source>
        <translation>关于 NodeSentry Workbench(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>项目(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>标注(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Review</source>
        <translation>审核(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>转到(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>La&amp;nes</source>
        <translation>曲线道(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Accept</source>
        <translation>接受(&amp;A)</translation>
    </message>
    <message>
        <source>Accept the suggestion as a label; without one, go to the first</source>
        <translation>将建议接受为标注；没有所选建议时转到第一个</translation>
    </message>
    <message>
        <source>&amp;Reject</source>
        <translation>拒绝(&amp;R)</translation>
    </message>
    <message>
        <source>Reject the suggestion</source>
        <translation>拒绝该建议</translation>
    </message>
    <message>
        <source>Accept all in &amp;view</source>
        <translation>接受视图中全部(&amp;V)</translation>
    </message>
    <message>
        <source>Accept all suggestions above the threshold in view</source>
        <translation>接受视图中阈值以上的全部建议</translation>
    </message>
    <message>
        <source>&amp;Next suggestion</source>
        <translation>下一个建议(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous suggestion</source>
        <translation>上一个建议(&amp;P)</translation>
    </message>
    <message>
        <source>Most &amp;doubtful first</source>
        <translation>最不确定的在前(&amp;D)</translation>
    </message>
    <message>
        <source>Find &amp;similar</source>
        <translation>查找相似(&amp;S)</translation>
    </message>
    <message>
        <source>Suggest what is most like the chosen label</source>
        <translation>建议与所选标注最相似的时段</translation>
    </message>
    <message>
        <source>Dete&amp;ct</source>
        <translation>检测(&amp;C)</translation>
    </message>
    <message>
        <source>Run the chosen detector where the panel says</source>
        <translation>在面板所选范围运行所选检测器</translation>
    </message>
    <message>
        <source>&amp;Mark as looked at</source>
        <translation>标记为已查看(&amp;M)</translation>
    </message>
    <message>
        <source>Mark the selection, or what is in view, as looked at</source>
        <translation>将所选时段或当前视图标记为已查看</translation>
    </message>
    <message>
        <source>Node reviewed, ne&amp;xt node</source>
        <translation>节点已审核，下一个节点(&amp;X)</translation>
    </message>
    <message>
        <source>To the &amp;suggestions</source>
        <translation>转到建议(&amp;S)</translation>
    </message>
    <message>
        <source>To the t&amp;raining</source>
        <translation>转到训练(&amp;R)</translation>
    </message>
    <message>
        <source>E&amp;xpected values</source>
        <translation>预期值(&amp;X)</translation>
    </message>
    <message>
        <source>Show what was expected of each metric beside what was observed</source>
        <translation>在每个指标的观测曲线旁显示预期值</translation>
    </message>
    <message>
        <source>Only what makes the &amp;case</source>
        <translation>只显示构成异常的指标(&amp;C)</translation>
    </message>
    <message>
        <source>Show only the lanes that make up most of the error of the case, or of the selection</source>
        <translation>只显示构成该异常（或所选时段）大部分误差的曲线道</translation>
    </message>
    <message>
        <source>Map of the e&amp;rrors</source>
        <translation>误差图(&amp;R)</translation>
    </message>
    <message>
        <source>Show the error of each metric over time as colours, and the experts</source>
        <translation>以颜色显示各指标随时间的误差，以及所选专家</translation>
    </message>
    <message>
        <source>Run &amp;with…</source>
        <translation>运行设置(&amp;W)…</translation>
    </message>
    <message>
        <source>Choose methods, parameters, seed, split and device, and run all stages</source>
        <translation>选择方法、参数、随机种子、划分和设备，然后运行所有阶段</translation>
    </message>
    <message>
        <source>R&amp;unning work…</source>
        <translation>正在进行的任务(&amp;U)…</translation>
    </message>
    <message>
        <source>E&amp;valuate</source>
        <translation>评估(&amp;V)</translation>
    </message>
    <message>
        <source>What the methods are worth, and how models were trained</source>
        <translation>各方法的效果，以及模型的训练过程</translation>
    </message>
    <message>
        <source>A node's metrics over time, suggestions and labels</source>
        <translation>节点指标随时间的变化、建议和标签</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>导入(&amp;I)…</translation>
    </message>
    <message>
        <source>Add monitoring data, jobs and labels to the open project, or make one of them</source>
        <translation>将监控数据、作业和标签添加到打开的项目，或用其新建项目</translation>
    </message>
    <message>
        <source>&amp;Export labels…</source>
        <translation>导出标签(&amp;E)…</translation>
    </message>
    <message>
        <source>Write all labels of the project as a table that can be imported again</source>
        <translation>将项目的所有标签写成可再次导入的表格</translation>
    </message>
    <message>
        <source>Export c&amp;ases…</source>
        <translation>导出案例(&amp;A)…</translation>
    </message>
    <message>
        <source>Write the cases of the present method as a table</source>
        <translation>将当前方法的案例写成表格</translation>
    </message>
    <message>
        <source>Export &amp;scores…</source>
        <translation>导出分数(&amp;S)…</translation>
    </message>
    <message>
        <source>Write the scores of the present method as a table, a line a sample</source>
        <translation>将当前方法的分数写成表格，每个样本一行</translation>
    </message>
    <message>
        <source>Save as a p&amp;icture…</source>
        <translation>另存为图片(&amp;I)…</translation>
    </message>
    <message>
        <source>Write what is seen, without the docks, as PNG, SVG or PDF</source>
        <translation>将所见内容（不含面板）保存为 PNG、SVG 或 PDF</translation>
    </message>
</context>
<context>
    <name>Appearance</name>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>Zone of the cluster, e.g. Europe/Berlin:</source>
        <translation>集群所在时区，如 Asia/Shanghai：</translation>
    </message>
    <message>
        <source>“%1” is not a time zone.</source>
        <translation>“%1”不是时区。</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Shows a NodeSentry project: metrics, jobs, anomaly scores, detected cases, labels and evaluation.</source>
        <translation>显示 NodeSentry 项目：指标、作业、异常分数、检出的异常、标注与评估。</translation>
    </message>
    <message>
        <source>Project folder (NAME.nsproj) to open.</source>
        <translation>要打开的项目文件夹（NAME.nsproj）。</translation>
    </message>
    <message>
        <source>Open projects for reading only: nothing in them is changed.</source>
        <translation>以只读方式打开项目：不更改其中任何内容。</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>A value is outside what is allowed.</source>
        <translation>数值超出允许范围。</translation>
    </message>
    <message>
        <source>Something that was asked for does not exist.</source>
        <translation>请求的对象不存在。</translation>
    </message>
    <message>
        <source>Something of that name exists already.</source>
        <translation>同名对象已存在。</translation>
    </message>
    <message>
        <source>A file could not be understood.</source>
        <translation>无法解析文件。</translation>
    </message>
    <message>
        <source>The data contradict each other.</source>
        <translation>数据互相矛盾。</translation>
    </message>
    <message>
        <source>A file could not be read or written.</source>
        <translation>文件无法读取或写入。</translation>
    </message>
    <message>
        <source>A file of the project is damaged.</source>
        <translation>项目文件已损坏。</translation>
    </message>
    <message>
        <source>The project is open for reading only.</source>
        <translation>项目以只读方式打开。</translation>
    </message>
    <message>
        <source>This is not possible with this version of the program.</source>
        <translation>本版本程序不支持此操作。</translation>
    </message>
    <message>
        <source>%1, line %2, column %3</source>
        <translation>%1，第 %2 行，第 %3 列</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1，第 %2 行</translation>
    </message>
</context>
<context>
    <name>EvaluateRoom</name>
    <message>
        <source>Evaluation and training</source>
        <translation>评估与训练</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
</context>
<context>
    <name>Expectations</name>
    <message>
        <source>dashed: expected</source>
        <translation>虚线：预期值</translation>
    </message>
    <message>
        <source>method expects no values</source>
        <translation>该方法不给出预期值</translation>
    </message>
    <message>
        <source>another metric stands for it</source>
        <translation>由另一指标代表</translation>
    </message>
    <message>
        <source>constant in training</source>
        <translation>训练期内恒定</translation>
    </message>
    <message>
        <source>drifts in training</source>
        <translation>训练期内漂移</translation>
    </message>
    <message>
        <source>not measured in training</source>
        <translation>训练期内无数据</translation>
    </message>
    <message>
        <source>newer than the scores</source>
        <translation>晚于分数导入</translation>
    </message>
    <message>
        <source>Dashed: what was expected. Tinted: how far it is from what was observed.</source>
        <translation>虚线：预期值。着色：预期与观测之间的差距。</translation>
    </message>
    <message>
        <source>The method scores this metric without expecting values of it.</source>
        <translation>该方法对此指标评分，但不给出预期值。</translation>
    </message>
    <message>
        <source>Nothing was expected of it: another metric that moves alike stands for it.</source>
        <translation>没有预期值：由变化相同的另一指标代表。</translation>
    </message>
    <message>
        <source>Nothing was expected of it: it never changed in the node's training range.</source>
        <translation>没有预期值：在该节点的训练期内从未变化。</translation>
    </message>
    <message>
        <source>Nothing was expected of it: it has no normal level in the node's training range.</source>
        <translation>没有预期值：在该节点的训练期内没有正常水平。</translation>
    </message>
    <message>
        <source>Nothing was expected of it: no node had values of it in training.</source>
        <translation>没有预期值：训练期内没有节点有此指标的数据。</translation>
    </message>
    <message>
        <source>Nothing was expected of it: it was imported after the scores were made.</source>
        <translation>没有预期值：此指标在评分之后才导入。</translation>
    </message>
    <message>
        <source>Nothing was expected of it: %1, which moves alike, stands for it.</source>
        <translation>没有预期值：由变化相同的 %1 代表。</translation>
    </message>
    <message>
        <source>expected: loading…</source>
        <translation>预期值：正在加载…</translation>
    </message>
    <message>
        <source>What was expected is being computed.</source>
        <translation>正在计算预期值。</translation>
    </message>
    <message>
        <source>expected: not known</source>
        <translation>预期值：未知</translation>
    </message>
    <message>
        <source>What was expected is not known.</source>
        <translation>预期值未知。</translation>
    </message>
</context>
<context>
    <name>Gestures</name>
    <message>
        <source>wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>Space + drag</source>
        <translation>Space + 拖动</translation>
    </message>
    <message>
        <source>double-click</source>
        <translation>双击</translation>
    </message>
    <message>
        <source>drag with the middle button</source>
        <translation>按住中键拖动</translation>
    </message>
    <message>
        <source>drag</source>
        <translation>拖动</translation>
    </message>
    <message>
        <source>middle click</source>
        <translation>中键单击</translation>
    </message>
    <message>
        <source>right click</source>
        <translation>右键单击</translation>
    </message>
    <message>
        <source>click</source>
        <translation>单击</translation>
    </message>
    <message>
        <source>choose the label there; with Ctrl several</source>
        <translation>选中该处的标注；按住 Ctrl 可多选</translation>
    </message>
    <message>
        <source>select a stretch of time</source>
        <translation>选择一段时间</translation>
    </message>
    <message>
        <source>move in time</source>
        <translation>沿时间平移</translation>
    </message>
    <message>
        <source>zoom to the dragged box</source>
        <translation>放大到拖出的方框</translation>
    </message>
    <message>
        <source>scroll the lanes</source>
        <translation>滚动曲线道</translation>
    </message>
    <message>
        <source>zoom time at the pointer</source>
        <translation>以指针为中心缩放时间</translation>
    </message>
    <message>
        <source>zoom the lane's values</source>
        <translation>缩放该道的纵轴</translation>
    </message>
    <message>
        <source>previous view; on a job: show the job</source>
        <translation>上一个视图；在作业上：显示该作业</translation>
    </message>
    <message>
        <source>what can be done there</source>
        <translation>打开该处的菜单</translation>
    </message>
    <message>
        <source>begin a label; again: end it</source>
        <translation>开始标注；再次：结束标注</translation>
    </message>
    <message>
        <source>begin to take labels away; again: end it</source>
        <translation>开始取消标注；再次：结束取消</translation>
    </message>
</context>
<context>
    <name>HelpTexts</name>
    <message>
        <source>Arrows up and down</source>
        <translation>上下方向键</translation>
    </message>
    <message>
        <source>choose a lane</source>
        <translation>选择曲线道</translation>
    </message>
    <message>
        <source>Arrows left and right</source>
        <translation>左右方向键</translation>
    </message>
    <message>
        <source>move in time</source>
        <translation>沿时间平移</translation>
    </message>
    <message>
        <source>Page Up, Page Down</source>
        <translation>Page Up、Page Down</translation>
    </message>
    <message>
        <source>scroll the lanes</source>
        <translation>滚动曲线道</translation>
    </message>
    <message>
        <source>Home, End</source>
        <translation>Home、End</translation>
    </message>
    <message>
        <source>first and last times</source>
        <translation>最早与最晚时间</translation>
    </message>
    <message>
        <source>Escape, while dragging</source>
        <translation>拖动时按 Escape</translation>
    </message>
    <message>
        <source>as it was before</source>
        <translation>恢复原状</translation>
    </message>
    <message>
        <source>Shift, while dragging</source>
        <translation>拖动时按住 Shift</translation>
    </message>
    <message>
        <source>edges do not snap to samples and job borders</source>
        <translation>边界不吸附到采样点与作业边界</translation>
    </message>
    <message>
        <source>Drag a label's edge</source>
        <translation>拖动标注边界</translation>
    </message>
    <message>
        <source>begin or end it there</source>
        <translation>改变起点或终点</translation>
    </message>
    <message>
        <source>Drag a lane's name, its lower edge</source>
        <translation>拖动曲线道名称、下边缘</translation>
    </message>
    <message>
        <source>move the lane, change its height</source>
        <translation>移动曲线道、改变高度</translation>
    </message>
    <message>
        <source>Double-click on a lane's name, its lower edge</source>
        <translation>双击曲线道名称、下边缘</translation>
    </message>
    <message>
        <source>scale, height as in the other lanes</source>
        <translation>量程、高度与其他道相同</translation>
    </message>
    <message>
        <source>Right button on a lane's name, on a job</source>
        <translation>右键单击曲线道名称、作业</translation>
    </message>
    <message>
        <source>what can be done with it</source>
        <translation>打开其菜单</translation>
    </message>
    <message>
        <source>Tab, Shift + Tab</source>
        <translation>Tab、Shift + Tab</translation>
    </message>
    <message>
        <source>to the next list or field, and back</source>
        <translation>到下一个列表或输入框，或返回</translation>
    </message>
    <message>
        <source>Enter in a list</source>
        <translation>列表中按 Enter</translation>
    </message>
    <message>
        <source>show the row in the timeline</source>
        <translation>在时间轴中显示该行</translation>
    </message>
    <message>
        <source>Menu key, Shift + F10</source>
        <translation>菜单键、Shift + F10</translation>
    </message>
    <message>
        <source>what can be done with the chosen lane</source>
        <translation>打开所选曲线道的菜单</translation>
    </message>
    <message>
        <source>&lt;h3&gt;NodeSentry Workbench %1&lt;/h3&gt;&lt;p&gt;Finds, shows and labels anomalies in the compute nodes of HPC systems.&lt;/p&gt;&lt;p&gt;The method follows “Effective Node-Level Anomaly Detection in HPC Systems via Coarse-Grained Clustering and Fine-Grained Model Sharing” (NodeSentry, SC '25).&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later. Uses Qt %2.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;NodeSentry Workbench %1&lt;/h3&gt;&lt;p&gt;检测、显示并标注 HPC 系统计算节点的异常。&lt;/p&gt;&lt;p&gt;方法依据 “Effective Node-Level Anomaly Detection in HPC Systems via Coarse-Grained Clustering and Fine-Grained Model Sharing”（NodeSentry，SC '25）。&lt;/p&gt;&lt;p&gt;自由软件，遵循 GNU 通用公共许可证第 3 版或更新版本。使用 Qt %2。&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>LabelRoom</name>
    <message>
        <source>No metric is shown. Tick some in the panel “Metrics”.</source>
        <translation>没有显示指标。请在“指标”面板中勾选。</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>异常</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标注列表</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Node %1</source>
        <translation>节点 %1</translation>
    </message>
    <message>
        <source>Reading samples</source>
        <translation>读取采样</translation>
    </message>
    <message>
        <source>selected %1</source>
        <translation>已选 %1</translation>
    </message>
    <message>
        <source>in view %1</source>
        <translation>视图 %1</translation>
    </message>
    <message>
        <source>The project has no samples of node %1.</source>
        <translation>项目中没有节点 %1 的采样。</translation>
    </message>
</context>
<context>
    <name>LaneAccessible</name>
    <message>
        <source>Nothing is shown.</source>
        <translation>没有显示内容。</translation>
    </message>
    <message numerus="yes">
        <source>%n lane(s)</source>
        <translation>
            <numerusform>%n 条曲线道</numerusform>
        </translation>
    </message>
    <message>
        <source>In view: %1</source>
        <translation>视图：%1</translation>
    </message>
    <message>
        <source>Crosshair at %1</source>
        <translation>十字线位于 %1</translation>
    </message>
    <message>
        <source>Selected: %1</source>
        <translation>已选：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n mark(s) in view</source>
        <translation>
            <numerusform>视图中有 %n 个标记</numerusform>
        </translation>
    </message>
    <message>
        <source>No labels or suggestions in view</source>
        <translation>视图中没有标注或建议</translation>
    </message>
</context>
<context>
    <name>LaneArrangement</name>
    <message>
        <source>Pinned</source>
        <translation>已固定</translation>
    </message>
    <message>
        <source>Most unusual first</source>
        <translation>最异常在前</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>NodeSentry Workbench</source>
        <translation>NodeSentry Workbench</translation>
    </message>
</context>
<context>
    <name>NodeLists</name>
    <message>
        <source>Nodes</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Filter nodes</source>
        <translation>筛选节点</translation>
    </message>
    <message>
        <source>No nodes yet.</source>
        <translation>还没有节点。</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>异常</translation>
    </message>
    <message>
        <source>Filter cases</source>
        <translation>筛选异常</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标注列表</translation>
    </message>
    <message>
        <source>Filter labels</source>
        <translation>筛选标注</translation>
    </message>
    <message>
        <source>The method “%1” found nothing conspicuous.</source>
        <translation>方法“%1”未发现异常。</translation>
    </message>
    <message>
        <source>Nothing has been scored yet. Press Run (F5), or in a terminal:

nodesentry run %1</source>
        <translation>尚未评分。请按“运行”(F5)，或在终端中执行：

nodesentry run %1</translation>
    </message>
    <message>
        <source>No labels yet. Drag over a stretch of time and press a digit for the class, or import labels:

nodesentry label import %1 labels.csv</source>
        <translation>还没有标注。拖选一段时间并按类别的数字键，或导入标注：

nodesentry label import %1 labels.csv</translation>
    </message>
</context>
<context>
    <name>NodeMarks</name>
    <message>
        <source>Case: score %1
%2 (%3)</source>
        <translation>异常：分数 %1
%2（%3）</translation>
    </message>
</context>
<context>
    <name>Project</name>
    <message>
        <source>The project was opened for reading only, as was asked for: labels and runs are switched off.</source>
        <translation>项目已按要求以只读方式打开：不能标注或运行。</translation>
    </message>
    <message>
        <source>Another program is using this project, so it is open for reading only: labels and runs are switched off.</source>
        <translation>另一个程序正在使用此项目，故以只读方式打开：不能标注或运行。</translation>
    </message>
    <message>
        <source>The project cannot be locked, so it is open for reading only: labels and runs are switched off. %1</source>
        <translation>无法锁定此项目，故以只读方式打开：不能标注或运行。%1</translation>
    </message>
    <message>
        <source>This project may not be written to, so it is open for reading only: labels and runs are switched off. What is shown is its state when it was opened.</source>
        <translation>没有写入此项目的权限，故以只读方式打开：不能标注或运行。显示的是打开时的状态。</translation>
    </message>
    <message>
        <source>NodeSentry Workbench</source>
        <translation>NodeSentry Workbench</translation>
    </message>
    <message>
        <source>%1 (read only) — %2</source>
        <translation>%1（只读）— %2</translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <translation>%1 — %2</translation>
    </message>
</context>
<context>
    <name>QDockWidget</name>
    <message>
        <source>Panels</source>
        <translation>面板</translation>
    </message>
</context>
<context>
    <name>ReasonText</name>
    <message>
        <source>close it there, or open it for reading only</source>
        <translation>请在那里关闭它，或以只读方式打开。</translation>
    </message>
    <message>
        <source>the project is in use by another program</source>
        <translation>另一个程序正在使用此项目。</translation>
    </message>
    <message>
        <source>the project is being written to by somebody else</source>
        <translation>他人正在写入此项目。</translation>
    </message>
    <message>
        <source>try again when they have closed it</source>
        <translation>请在对方关闭后重试。</translation>
    </message>
    <message>
        <source>the project '%1' is open for reading only</source>
        <translation>项目“%1”以只读方式打开。</translation>
    </message>
    <message>
        <source>close it there</source>
        <translation>请在那里关闭它。</translation>
    </message>
    <message>
        <source>the project '%1' is open for reading only: %2</source>
        <translation>项目“%1”以只读方式打开：%2</translation>
    </message>
    <message>
        <source>cannot write to the project: %1</source>
        <translation>无法写入项目：%1</translation>
    </message>
    <message>
        <source>check the permissions of the folder, or open it for reading only</source>
        <translation>请检查文件夹的权限，或以只读方式打开。</translation>
    </message>
    <message>
        <source>the disk does not lock files (%1), so two programs could write to the project at once</source>
        <translation>磁盘不支持文件锁（%1），可能有两个程序同时写入项目。</translation>
    </message>
    <message>
        <source>put the project on a disk with locks (Lustre: mounted with -o flock; NFS: with a lock service), or open it for reading only</source>
        <translation>请将项目放到支持文件锁的磁盘上（Lustre：以 -o flock 挂载；NFS：启用锁服务），或以只读方式打开。</translation>
    </message>
    <message>
        <source>the project was not closed, and the changes that wait in project.db-wal cannot be read where nothing may be written</source>
        <translation>项目未正常关闭，project.db-wal 中尚有待写入的更改；在不可写的位置无法读取它们。</translation>
    </message>
    <message>
        <source>copy the folder to a place where you may write and open the copy; or let whoever has the project open close it</source>
        <translation>请将文件夹复制到可写的位置并打开副本，或请打开项目的人关闭它。</translation>
    </message>
    <message>
        <source>the project was written by an older version and needs to be upgraded</source>
        <translation>项目由旧版本程序写入，需要升级。</translation>
    </message>
    <message>
        <source>of a project that you may not write to, open a copy</source>
        <translation>若无权写入该项目，请打开其副本。</translation>
    </message>
    <message>
        <source>the project has schema version %1, this program knows versions up to %2</source>
        <translation>项目的结构版本为 %1，本程序最高支持版本 %2。</translation>
    </message>
    <message>
        <source>open it with a newer NodeSentry Workbench</source>
        <translation>请使用更新的 NodeSentry Workbench 打开。</translation>
    </message>
    <message>
        <source>'%1' is not a project: it has no project.db</source>
        <translation>“%1”不是项目：其中没有 project.db。</translation>
    </message>
    <message>
        <source>the project '%1' was deleted, moved or replaced while it was open: nothing can be saved in it any more</source>
        <translation>项目“%1”在打开期间被删除、移动或替换：无法再保存任何内容。</translation>
    </message>
    <message>
        <source>close it; put the folder back or open it where it is now, and make the last change again</source>
        <translation>请关闭它，放回文件夹或在新位置打开，然后重做最后的更改。</translation>
    </message>
    <message>
        <source>the path of the project has %1 bytes, %2 can be used</source>
        <translation>项目路径有 %1 字节，最多可用 %2 字节。</translation>
    </message>
    <message>
        <source>put the project into a folder with a shorter path</source>
        <translation>请将项目放到路径较短的文件夹中。</translation>
    </message>
    <message>
        <source>the project's database is empty: what it held is lost</source>
        <translation>项目数据库为空：其内容已丢失。</translation>
    </message>
    <message>
        <source>restore project.db from a backup, and keep a synchronising program from spreading the empty file; where nothing was ever imported, remove the folder and import again</source>
        <translation>请从备份恢复 project.db，并防止同步程序传播空文件；若从未导入过数据，请删除文件夹并重新导入。</translation>
    </message>
    <message>
        <source>the project's database holds no project: what it held is lost</source>
        <translation>项目数据库中没有项目：其内容已丢失。</translation>
    </message>
    <message>
        <source>restore project.db from a backup; where nothing was ever imported, remove the folder and import again</source>
        <translation>请从备份恢复 project.db；若从未导入过数据，请删除文件夹并重新导入。</translation>
    </message>
    <message>
        <source>this SQLite file is not the database of a NodeSentry project</source>
        <translation>此 SQLite 文件不是 NodeSentry 项目的数据库。</translation>
    </message>
    <message>
        <source>restore project.db from a backup</source>
        <translation>请从备份恢复 project.db。</translation>
    </message>
    <message>
        <source>the project database is damaged: %1</source>
        <translation>项目数据库已损坏：%1</translation>
    </message>
    <message>
        <source>another program holds the project database: %1</source>
        <translation>另一个程序占用了项目数据库：%1</translation>
    </message>
    <message>
        <source>try again when it has finished</source>
        <translation>请在其完成后重试。</translation>
    </message>
    <message>
        <source>the project's parameters cannot be read</source>
        <translation>无法读取项目的参数。</translation>
    </message>
    <message>
        <source>there is no room left on the disk for '%1'</source>
        <translation>磁盘空间不足，无法写入“%1”。</translation>
    </message>
    <message>
        <source>cannot write '%1': %2</source>
        <translation>无法写入“%1”：%2</translation>
    </message>
    <message>
        <source>check that the folder is there and that you may write to it</source>
        <translation>请检查文件夹是否存在、是否有写入权限。</translation>
    </message>
    <message>
        <source>the file is damaged: %1</source>
        <translation>文件已损坏：%1</translation>
    </message>
    <message>
        <source>restore it from a backup, or make it again from its sources</source>
        <translation>请从备份恢复，或由其来源重新生成。</translation>
    </message>
    <message>
        <source>the file is of version %2 of '%1', this program reads up to %3</source>
        <translation>文件为“%1”的版本 %2，本程序最高可读版本 %3。</translation>
    </message>
    <message>
        <source>open it with a newer version of this program</source>
        <translation>请使用本程序的更新版本打开。</translation>
    </message>
    <message>
        <source>'%1' holds no samples yet</source>
        <translation>“%1”中还没有样本。</translation>
    </message>
    <message>
        <source>the stored samples are damaged: %1</source>
        <translation>存储的样本已损坏：%1</translation>
    </message>
    <message>
        <source>copy project folders as a whole, or restore the file from a backup</source>
        <translation>请整体复制项目文件夹，或从备份恢复该文件。</translation>
    </message>
    <message>
        <source>these samples were stored by an older version of this program (version %1 of '%2', this one reads %3)</source>
        <translation>这些样本由本程序的旧版本存储（“%2”的版本 %1，本程序可读版本 %3）。</translation>
    </message>
    <message>
        <source>the project has no samples of node '%1'</source>
        <translation>项目中没有节点“%1”的样本。</translation>
    </message>
    <message>
        <source>job '%1' is damaged in the project database</source>
        <translation>项目数据库中的作业“%1”已损坏。</translation>
    </message>
    <message>
        <source>label %1 is damaged in the project database</source>
        <translation>项目数据库中的标注 %1 已损坏。</translation>
    </message>
    <message>
        <source>suggestion %1 is damaged in the project database</source>
        <translation>项目数据库中的建议 %1 已损坏。</translation>
    </message>
    <message>
        <source>case %1 of method '%2' is damaged in the project database</source>
        <translation>项目数据库中方法“%2”的异常 %1 已损坏。</translation>
    </message>
    <message>
        <source>the samples have not been prepared</source>
        <translation>样本尚未预处理。</translation>
    </message>
    <message>
        <source>there are no clusters yet</source>
        <translation>还没有簇。</translation>
    </message>
    <message>
        <source>there are no trained models of the present data and parameters</source>
        <translation>没有针对当前数据与参数训练的模型。</translation>
    </message>
    <message>
        <source>nothing has been detected yet</source>
        <translation>尚未检测。</translation>
    </message>
    <message>
        <source>there are no scores of method '%1'</source>
        <translation>没有方法“%1”的分数。</translation>
    </message>
    <message>
        <source>there are no scores of method '%1' for node '%2'</source>
        <translation>没有方法“%1”对节点“%2”的分数。</translation>
    </message>
    <message>
        <source>the scores of '%1' are older than what they are computed from</source>
        <translation>“%1”的分数早于其计算所依据的数据。</translation>
    </message>
    <message>
        <source>the scores of '%1' do not fit how node '%2' is prepared</source>
        <translation>“%1”的分数与节点“%2”的预处理结果不符。</translation>
    </message>
    <message>
        <source>the stored scores are damaged: %1</source>
        <translation>存储的分数已损坏：%1</translation>
    </message>
    <message>
        <source>remove the file first: scores can be computed anew</source>
        <translation>请先删除该文件：分数可以重新计算。</translation>
    </message>
    <message>
        <source>what '%1' says of each metric was not stored</source>
        <translation>未存储“%1”对各指标的判断。</translation>
    </message>
    <message>
        <source>set the parameter detect.store_details to on and detect again</source>
        <translation>请将参数 detect.store_details 设为 on 并重新检测。</translation>
    </message>
    <message>
        <source>the method '%1' does not say which metrics its scores are made of</source>
        <translation>方法“%1”不说明其分数由哪些指标构成。</translation>
    </message>
    <message>
        <source>choose another one, such as nodesentry</source>
        <translation>请选择其他方法，例如 nodesentry。</translation>
    </message>
    <message>
        <source>the stored result of the stage '%1' is damaged: %2</source>
        <translation>阶段“%1”存储的结果已损坏：%2</translation>
    </message>
    <message>
        <source>the stored result of the stage '%1' was made by a newer version of this program</source>
        <translation>阶段“%1”存储的结果由本程序的更新版本生成。</translation>
    </message>
    <message>
        <source>open the project with that version</source>
        <translation>请使用该版本打开项目。</translation>
    </message>
    <message>
        <source>the stored features belong to other segments</source>
        <translation>存储的特征属于其他段。</translation>
    </message>
    <message>
        <source>the clusters belong to other segments</source>
        <translation>簇属于其他段。</translation>
    </message>
    <message>
        <source>the training range of node '%1' has changed since the models were made: segment %2 is no more</source>
        <translation>节点“%1”的训练期在模型建立后已改变：段 %2 不再存在。</translation>
    </message>
    <message>
        <source>no segment lies in the training range</source>
        <translation>训练期内没有任何段。</translation>
    </message>
    <message>
        <source>give more of the time to training, or raise the parameter cluster.training_share</source>
        <translation>请将更多时间划入训练期，或增大参数 cluster.training_share。</translation>
    </message>
    <message>
        <source>the project's evaluation is damaged</source>
        <translation>项目的评估已损坏。</translation>
    </message>
    <message>
        <source>there are no labels in the test range, so nothing can be judged</source>
        <translation>测试期内没有标注，因此无法评估。</translation>
    </message>
    <message>
        <source>label what is anomalous there, or import labels</source>
        <translation>请标注其中的异常，或导入标注。</translation>
    </message>
    <message>
        <source>the model is not there</source>
        <translation>模型不存在。</translation>
    </message>
    <message>
        <source>damaged model: %1</source>
        <translation>模型已损坏：%1</translation>
    </message>
    <message>
        <source>the model has format version %1, this program reads up to %2</source>
        <translation>模型的格式版本为 %1，本程序最高可读版本 %2。</translation>
    </message>
    <message>
        <source>open it with the newer program that wrote it</source>
        <translation>请使用写入它的更新版本程序打开。</translation>
    </message>
    <message>
        <source>the model knows %1 metrics, the samples have %2</source>
        <translation>模型有 %1 个指标，样本有 %2 个。</translation>
    </message>
    <message>
        <source>the samples were prepared otherwise than those the model learned from</source>
        <translation>样本的预处理方式与模型学习时不同。</translation>
    </message>
    <message>
        <source>the loss is no longer finite in epoch %1, step %2</source>
        <translation>第 %1 轮第 %2 步的损失不再是有限值。</translation>
    </message>
    <message>
        <source>lower train.learning_rate or train.gradient_clip</source>
        <translation>请减小 train.learning_rate 或 train.gradient_clip。</translation>
    </message>
    <message>
        <source>the loss is no longer finite in epoch %1, step %2, with a tenth of the learning rate too</source>
        <translation>以十分之一的学习率，第 %1 轮第 %2 步的损失仍不再是有限值。</translation>
    </message>
    <message>
        <source>cluster %1: the loss is no longer finite in epoch %2, step %3</source>
        <translation>簇 %1：第 %2 轮第 %3 步的损失不再是有限值。</translation>
    </message>
    <message>
        <source>the loss of %1 is not a number at step %2</source>
        <translation>%1 的损失在第 %2 步不是数值。</translation>
    </message>
    <message>
        <source>choose a smaller learning rate</source>
        <translation>请选择更小的学习率。</translation>
    </message>
    <message>
        <source>segment %1 has the value %2 of %3 at sample %4, in standard deviations: no network can learn from it</source>
        <translation>段 %1 的 %3 在样本 %4 处的值为 %2 个标准差：任何网络都无法从中学习。</translation>
    </message>
    <message>
        <source>limit values with prepare.clip, or leave the metric out of the import</source>
        <translation>请用 prepare.clip 限制取值，或在导入时排除该指标。</translation>
    </message>
    <message>
        <source>there is not enough memory for this</source>
        <translation>内存不足。</translation>
    </message>
    <message>
        <source>close other programs, or try fewer windows a batch (train.batch), a smaller network, or device cpu</source>
        <translation>请关闭其他程序，或减少每批窗口数（train.batch）、使用更小的网络或设备 cpu。</translation>
    </message>
    <message>
        <source>LibTorch: %1</source>
        <translation>LibTorch：%1</translation>
    </message>
    <message>
        <source>try fewer windows a batch (train.batch), a smaller network, or device cpu</source>
        <translation>请减少每批窗口数（train.batch）、使用更小的网络或设备 cpu。</translation>
    </message>
    <message>
        <source>device '%1' was asked for, but this machine and build of LibTorch offer %2 CUDA device(s)</source>
        <translation>请求了设备“%1”，但本机与此 LibTorch 版本提供 %2 个 CUDA 设备。</translation>
    </message>
    <message>
        <source>use device auto or cpu, or build against a CUDA build of LibTorch</source>
        <translation>请使用设备 auto 或 cpu，或采用支持 CUDA 的 LibTorch 构建。</translation>
    </message>
    <message>
        <source>there is no detection method '%1'</source>
        <translation>没有检测方法“%1”。</translation>
    </message>
    <message>
        <source>choose one of: %2</source>
        <translation>请选择其一：%2</translation>
    </message>
    <message>
        <source>the project brings a program, which was not allowed yet or has changed since: %1 (external detector '%2')</source>
        <translation>项目自带的程序尚未获准运行，或在获准后已更改：%1（外部检测器“%2”）。</translation>
    </message>
    <message>
        <source>look at this file and at what it runs; if you trust both, allow them once on the command line with --allow-detectors</source>
        <translation>请查看此文件及其运行的程序；若均可信，请在命令行用 --allow-detectors 允许一次。</translation>
    </message>
    <message>
        <source>external detector '%1' (%2) on node '%3': %4</source>
        <translation>外部检测器“%1”（%2）在节点“%3”上失败：%4</translation>
    </message>
    <message>
        <source>a label needs a node and a class</source>
        <translation>标注须有节点和类别。</translation>
    </message>
    <message>
        <source>the label on '%1' ends at %2, which is not after its start at %3</source>
        <translation>“%1”上的标注终点 %2 不晚于其起点 %3。</translation>
    </message>
    <message>
        <source>the label on '%1' has confidence %2</source>
        <translation>“%1”上的标注置信度为 %2。</translation>
    </message>
    <message>
        <source>a confidence lies between 0 and 1</source>
        <translation>置信度应在 0 与 1 之间。</translation>
    </message>
    <message>
        <source>%1 is not inside the label on '%2'</source>
        <translation>%1 不在“%2”上的标注之内。</translation>
    </message>
    <message>
        <source>choose a time between its begin and its end</source>
        <translation>请选择其起点与终点之间的时间。</translation>
    </message>
    <message>
        <source>merging needs two labels or more</source>
        <translation>合并需要两个或更多标注。</translation>
    </message>
    <message>
        <source>labels of different nodes or different people cannot be merged</source>
        <translation>不同节点或不同人的标注不能合并。</translation>
    </message>
    <message>
        <source>'%1' has labelled this stretch of '%2' as '%3' already</source>
        <translation>“%1”已将“%2”的这段时间标注为“%3”。</translation>
    </message>
    <message>
        <source>there is no label %1</source>
        <translation>没有标注 %1。</translation>
    </message>
    <message>
        <source>label %1 was changed meanwhile</source>
        <translation>标注 %1 已被更改。</translation>
    </message>
    <message>
        <source>open the project again to see what it is now</source>
        <translation>请重新打开项目以查看其现状。</translation>
    </message>
    <message>
        <source>suggestion %1 was changed meanwhile</source>
        <translation>建议 %1 已被更改。</translation>
    </message>
    <message>
        <source>no sample lies in the label</source>
        <translation>标注内没有样本。</translation>
    </message>
    <message>
        <source>there is nothing to compare with: too few samples or metrics</source>
        <translation>无可比较：样本或指标太少。</translation>
    </message>
    <message>
        <source>choose a longer label, or one with more metrics</source>
        <translation>请选择更长或含更多指标的标注。</translation>
    </message>
    <message>
        <source>there is no label class left</source>
        <translation>没有剩余的标注类别。</translation>
    </message>
    <message>
        <source>keep one at least</source>
        <translation>请至少保留一个。</translation>
    </message>
    <message>
        <source>a label class has no name</source>
        <translation>有标注类别没有名称。</translation>
    </message>
    <message>
        <source>there are two label classes '%1'</source>
        <translation>有两个标注类别“%1”。</translation>
    </message>
    <message>
        <source>'%1' is not the colour of a label class</source>
        <translation>“%1”不是标注类别的颜色。</translation>
    </message>
    <message>
        <source>write it as #rrggbb</source>
        <translation>请写作 #rrggbb。</translation>
    </message>
    <message>
        <source>the key of the label class '%1' is no digit</source>
        <translation>标注类别“%1”的快捷键不是数字。</translation>
    </message>
    <message>
        <source>two label classes have the key %1</source>
        <translation>有两个标注类别使用数字键 %1。</translation>
    </message>
    <message>
        <source>give one of them another key, or none</source>
        <translation>请为其中一个更换或取消数字键。</translation>
    </message>
    <message>
        <source>the class '%1' cannot go: labels are of it</source>
        <translation>类别“%1”不能删除：有标注属于它。</translation>
    </message>
    <message>
        <source>give these labels another class first</source>
        <translation>请先为这些标注更换类别。</translation>
    </message>
    <message>
        <source>run all stages (F5)</source>
        <translation>请运行全部阶段（F5）。</translation>
    </message>
    <message>
        <source>train the models anew (F5)</source>
        <translation>请重新训练模型（F5）。</translation>
    </message>
    <message>
        <source>open the project for writing</source>
        <translation>请以可写方式打开项目。</translation>
    </message>
    <message>
        <source>make room on the disk, then try again</source>
        <translation>请释放磁盘空间后重试。</translation>
    </message>
    <message>
        <source>import data into it first</source>
        <translation>请先向其中导入数据。</translation>
    </message>
    <message>
        <source>import the data again</source>
        <translation>请重新导入数据。</translation>
    </message>
    <message>
        <source>Run now</source>
        <translation>立即运行</translation>
    </message>
    <message>
        <source>Open for writing</source>
        <translation>以可写方式打开</translation>
    </message>
    <message>
        <source>the project is in use by %1, process %2 on %3</source>
        <translation>项目正被 %1 使用，进程 %2，主机 %3</translation>
    </message>
    <message>
        <source>the project '%1' is open for reading only: it is in use by %2, process %3 on %4</source>
        <translation>项目“%1”以只读方式打开：正被 %2 使用，进程 %3，主机 %4</translation>
    </message>
</context>
<context>
    <name>Reviewing</name>
    <message>
        <source>Move threshold</source>
        <translation>移动阈值</translation>
    </message>
</context>
<context>
    <name>Run</name>
    <message>
        <source>%1: waiting for the work before it</source>
        <translation>%1：等待前面的任务</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>done in %1</source>
        <translation>已完成，用时 %1</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 · about %2 left</source>
        <extracomment>%1: what is done, %2: a duration</extracomment>
        <translation>%1 · 约剩 %2</translation>
    </message>
</context>
<context>
    <name>StageText</name>
    <message>
        <source>Preparing the data</source>
        <translation>预处理数据</translation>
    </message>
    <message>
        <source>Computing features</source>
        <translation>计算特征</translation>
    </message>
    <message>
        <source>Clustering</source>
        <translation>聚类</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Detecting</source>
        <translation>检测</translation>
    </message>
    <message>
        <source>Evaluating</source>
        <translation>评估</translation>
    </message>
</context>
<context>
    <name>TimeZone</name>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>%1 comes twice, since clocks were set back then</source>
        <translation>%1 出现两次，因为当时时钟被调回</translation>
    </message>
    <message>
        <source>write %1 or %2</source>
        <translation>请写作 %1 或 %2</translation>
    </message>
</context>
<context>
    <name>TimelinePlaces</name>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n 个异常</numerusform>
        </translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>outside the data: %1</source>
        <translation>超出数据范围：%1</translation>
    </message>
</context>
<context>
    <name>ValueText</name>
    <message>
        <source>always %1</source>
        <translation>恒为 %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
</context>
<context>
    <name>nodesentry::app::CaseInspection</name>
    <message>
        <source>Heat strips show observed values only: switch them off to see what was expected.</source>
        <translation>热力条只显示观测值：关闭它即可看到预期值。</translation>
    </message>
    <message>
        <source>Isolate lanes</source>
        <translation>只看这些</translation>
    </message>
    <message>
        <source>Computing the errors…</source>
        <translation>正在计算误差…</translation>
    </message>
    <message>
        <source>Not scored yet: press Run (F5).</source>
        <translation>尚未评分：请按“运行”(F5)。</translation>
    </message>
    <message>
        <source>No metric has any error.</source>
        <translation>没有指标有误差。</translation>
    </message>
    <message>
        <source>Choose a case, or select a stretch of time: its lanes alone are shown then.</source>
        <translation>请选择一个异常或一段时间：之后只显示其曲线道。</translation>
    </message>
    <message>
        <source>Showing expected values</source>
        <translation>显示预期值</translation>
    </message>
    <message>
        <source>Nothing has been scored yet, so nothing was expected: press Run (F5).</source>
        <translation>尚未评分，因此没有预期值：请按“运行”(F5)。</translation>
    </message>
    <message>
        <source>“%1” scores metrics without expecting values of them. Choose another method to see expected values.</source>
        <translation>“%1”对指标评分，但不给出预期值。请选择其他方法以查看预期值。</translation>
    </message>
</context>
<context>
    <name>nodesentry::app::CommandCentre</name>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>on, %1</source>
        <translation>开，%1</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>转到</translation>
    </message>
    <message>
        <source>Time, node or job</source>
        <translation>时间、节点或作业</translation>
    </message>
    <message>
        <source>A time such as 2026-11-23 00:12 or 14:30 (%1), a node's name or a job's id.</source>
        <translation>时间（如 2026-11-23 00:12 或 14:30，%1）、节点名称或作业编号。</translation>
    </message>
    <message>
        <source>About NodeSentry Workbench</source>
        <translation>关于 NodeSentry Workbench</translation>
    </message>
</context>
<context>
    <name>nodesentry::app::ExportDesk</name>
    <message>
        <source>Export labels</source>
        <translation>导出标签</translation>
    </message>
    <message>
        <source>Export cases</source>
        <translation>导出案例</translation>
    </message>
    <message>
        <source>Export scores</source>
        <translation>导出分数</translation>
    </message>
    <message>
        <source>CSV tables (*.csv)</source>
        <translation>CSV 表格 (*.csv)</translation>
    </message>
    <message>
        <source>Save as a picture</source>
        <translation>另存为图片</translation>
    </message>
    <message>
        <source>PNG pictures (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>SVG drawings (*.svg)</source>
        <translation>SVG 图形 (*.svg)</translation>
    </message>
    <message>
        <source>PDF documents (*.pdf)</source>
        <translation>PDF 文档 (*.pdf)</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>已写入：%1</translation>
    </message>
</context>
<context>
    <name>nodesentry::app::ImportDesk</name>
    <message>
        <source>The sample</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Folder of the simulated project</source>
        <translation>模拟项目的文件夹</translation>
    </message>
    <message>
        <source>The simulation</source>
        <translation>模拟</translation>
    </message>
    <message>
        <source>The import</source>
        <translation>导入</translation>
    </message>
</context>
<context>
    <name>nodesentry::app::KeySheet</name>
    <message>
        <source>Keys and mouse</source>
        <translation>快捷键与鼠标</translation>
    </message>
    <message>
        <source>Filter actions and keys</source>
        <translation>筛选操作与快捷键</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>鼠标</translation>
    </message>
    <message>
        <source>In the lanes and lists</source>
        <translation>在曲线道与列表中</translation>
    </message>
</context>
<context>
    <name>nodesentry::app::Labelling</name>
    <message>
        <source>No sample of the node lies in this label, so it counts for nothing: move its ends, or delete it.</source>
        <translation>此标注内没有该节点的任何样本，因此不起作用：请移动其两端或删除它。</translation>
    </message>
    <message>
        <source>Choose a label first: click it in the lanes or in the list.</source>
        <translation>请先选中标注：在曲线道或列表中单击它。</translation>
    </message>
    <message>
        <source>These are other people's labels. What two people disagree on is settled in the adjudication view.</source>
        <translation>这是他人的标注。两人意见不一致之处在仲裁视图中裁定。</translation>
    </message>
    <message>
        <source>No label class has the key %1. Label → Classes… gives it one.</source>
        <translation>没有类别使用数字键 %1。可在“标注 → 类别…”中指定。</translation>
    </message>
    <message>
        <source>Drag over a stretch of time first, then press the digit.</source>
        <translation>请先拖选一段时间，再按数字键。</translation>
    </message>
    <message>
        <source>Change class</source>
        <translation>更改类别</translation>
    </message>
    <message>
        <source>The label would end before it begins.</source>
        <translation>标注的终点会早于起点。</translation>
    </message>
    <message>
        <source>No job runs there: put the pointer, or the middle of the view, on a job.</source>
        <translation>该处没有作业：请将指针或视图中心移到作业上。</translation>
    </message>
    <message>
        <source>Job %1 is selected: a digit labels it.</source>
        <translation>已选中作业 %1：按数字键即可标注。</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n label(s)</source>
        <translation>
            <numerusform>删除 %n 个标注</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n label(s) deleted; Ctrl+Z brings them back.</source>
        <translation>
            <numerusform>已删除 %n 个标注；按 Ctrl+Z 恢复。</numerusform>
        </translation>
    </message>
    <message>
        <source>Split label</source>
        <translation>拆分标注</translation>
    </message>
    <message>
        <source>Merge labels</source>
        <translation>合并标注</translation>
    </message>
    <message>
        <source>Move edge</source>
        <translation>移动边界</translation>
    </message>
    <message>
        <source>Adjudicate</source>
        <translation>仲裁</translation>
    </message>
    <message>
        <source>Change metrics</source>
        <translation>更改指标</translation>
    </message>
    <message>
        <source>On this node nothing is left to settle.</source>
        <translation>此节点已无待裁定之处。</translation>
    </message>
    <message numerus="yes">
        <source>%n stretch(es) left to settle: click the bar of the person who is right, or press a digit.</source>
        <translation>
            <numerusform>还有 %n 段待裁定：单击正确一方的条，或按数字键。</numerusform>
        </translation>
    </message>
    <message>
        <source>This node has no labels.</source>
        <translation>此节点没有标注。</translation>
    </message>
    <message>
        <source>That was the node's last label.</source>
        <translation>已是此节点的最后一个标注。</translation>
    </message>
    <message>
        <source>That was the node's first label.</source>
        <translation>已是此节点的第一个标注。</translation>
    </message>
    <message>
        <source>Label as %1</source>
        <translation>标注为 %1</translation>
    </message>
</context>
<context>
    <name>nodesentry::app::LaneHandling</name>
    <message>
        <source>Move the pointer over a lane, or choose one with the arrow keys.</source>
        <translation>请将指针移到曲线道上，或用方向键选择一条。</translation>
    </message>
    <message>
        <source>%1 is hidden: the panel “Metrics” brings it back.</source>
        <translation>%1 已隐藏：可在“指标”面板中恢复。</translation>
    </message>
    <message>
        <source>&amp;Pin on top</source>
        <translation>固定在顶部(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Hide</source>
        <translation>隐藏(&amp;H)</translation>
    </message>
    <message>
        <source>Scale as in the &amp;other lanes</source>
        <translation>量程与其他道相同(&amp;O)</translation>
    </message>
    <message>
        <source>Scale: &amp;whole time</source>
        <translation>量程：全部时间(&amp;W)</translation>
    </message>
    <message>
        <source>Scale: what is in &amp;view</source>
        <translation>量程：当前视图(&amp;V)</translation>
    </message>
    <message>
        <source>Scale: &amp;robust (middle 98 %)</source>
        <translation>量程：稳健（中间 98 %）(&amp;R)</translation>
    </message>
    <message>
        <source>Scale: &amp;shared by lanes of one unit</source>
        <translation>量程：同单位共用(&amp;S)</translation>
    </message>
    <message>
        <source>Scale: &amp;fixed…</source>
        <translation>量程：固定(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Logarithmic</source>
        <translation>对数(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Height as in the other lanes</source>
        <translation>高度与其他道相同(&amp;H)</translation>
    </message>
    <message>
        <source>Job %1</source>
        <translation>作业 %1</translation>
    </message>
    <message>
        <source>&amp;Show the job</source>
        <translation>显示该作业(&amp;S)</translation>
    </message>
    <message>
        <source>Se&amp;lect its time</source>
        <translation>选中其时段(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Compare with its other nodes</source>
        <translation>与其他节点比较(&amp;C)</translation>
    </message>
    <message>
        <source>More nodes…</source>
        <translation>更多节点…</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>转到 %1</translation>
    </message>
    <message>
        <source>It ran on no other node of the project</source>
        <translation>它未在项目的其他节点上运行</translation>
    </message>
    <message>
        <source>Scale of %1</source>
        <translation>%1 的量程</translation>
    </message>
    <message>
        <source>&amp;Top</source>
        <translation>上限(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Bottom</source>
        <translation>下限(&amp;B)</translation>
    </message>
    <message>
        <source>No job runs there: put the pointer, or the middle of the view, on a job.</source>
        <translation>该处没有作业：请将指针或视图中心移到作业上。</translation>
    </message>
    <message>
        <source>Job %1 ran on no other node of the project.</source>
        <translation>作业 %1 未在项目的其他节点上运行。</translation>
    </message>
    <message numerus="yes">
        <source>Job %1: band from the 5th to the 95th percentile of %n other nodes.</source>
        <translation>
            <numerusform>作业 %1：其他 %n 个节点第 5 至第 95 百分位的带。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Job %1: %n other nodes.</source>
        <translation>
            <numerusform>作业 %1：其他 %n 个节点。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nodesentry::app::MainWindow</name>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Time at the pointer</source>
        <translation>指针处的时间</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>工作区</translation>
    </message>
    <message>
        <source>Find a command, node, job or metric   %1</source>
        <translation>查找命令、节点、作业或指标   %1</translation>
    </message>
    <message>
        <source>Find a command, node, job or metric</source>
        <translation>查找命令、节点、作业或指标</translation>
    </message>
    <message>
        <source>&amp;Undo: %1</source>
        <translation>撤销：%1(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo: %1</source>
        <translation>重做：%1(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
</context>
<context>
    <name>nodesentry::app::MethodBox</name>
    <message>
        <source>&amp;Method:</source>
        <translation>方法(&amp;M)：</translation>
    </message>
    <message>
        <source>Whose scores and cases are shown</source>
        <translation>显示哪种方法的分数与异常</translation>
    </message>
    <message>
        <source>Detection method</source>
        <translation>检测方法</translation>
    </message>
    <message>
        <source>none run yet</source>
        <translation>尚未运行</translation>
    </message>
</context>
<context>
    <name>nodesentry::app::NodePresenter</name>
    <message>
        <source>loading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Not scored yet: press Run (F5).</source>
        <translation>尚未评分：请按“运行”(F5)。</translation>
    </message>
</context>
<context>
    <name>nodesentry::app::PreferencesDialog</name>
    <message>
        <source>&amp;Take the key from it</source>
        <translation>取走该键(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;As at first</source>
        <translation>恢复默认(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;No key</source>
        <translation>无快捷键(&amp;N)</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <source>Parts of the preferences</source>
        <translation>首选项分页</translation>
    </message>
    <message>
        <source>&amp;General</source>
        <translation>常规(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Mouse and keys:</source>
        <translation>鼠标与快捷键(&amp;M)：</translation>
    </message>
    <message>
        <source>&amp;Theme:</source>
        <translation>主题(&amp;T)：</translation>
    </message>
    <message>
        <source>Colours that colour-&amp;blind people tell apart, also for label classes</source>
        <translation>色盲者也能分辨的配色，标注类别亦然(&amp;B)</translation>
    </message>
    <message>
        <source>Colours:</source>
        <translation>颜色：</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>语言(&amp;L)：</translation>
    </message>
    <message>
        <source>Another language is in force from the next start on.</source>
        <translation>更改语言在下次启动后生效。</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>操作及其快捷键</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Has the key as well</source>
        <translation>与之冲突</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>新快捷键</translation>
    </message>
    <message>
        <source>New &amp;key:</source>
        <translation>新快捷键(&amp;K)：</translation>
    </message>
    <message>
        <source>All as at &amp;first</source>
        <translation>全部恢复默认(&amp;F)</translation>
    </message>
    <message>
        <source>Choose an action, then press its new key in the field.</source>
        <translation>请选择操作，再在输入框中按新的快捷键。</translation>
    </message>
    <message>
        <source>No other action has this key.</source>
        <translation>没有其他操作使用此键。</translation>
    </message>
    <message>
        <source>Neither works while %1 has this key as well.</source>
        <translation>%1 也使用此键，两者都不会生效。</translation>
    </message>
</context>
<context>
    <name>nodesentry::app::ProjectDesk</name>
    <message>
        <source>Opening %1…</source>
        <translation>正在打开 %1…</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>%1 is finished.</source>
        <translation>%1已完成。</translation>
    </message>
    <message>
        <source>%1 was stopped. What was finished before is kept.</source>
        <translation>%1已停止。此前完成的部分已保留。</translation>
    </message>
    <message>
        <source>Open a project folder</source>
        <translation>打开项目文件夹</translation>
    </message>
    <message>
        <source>Reading the parameters</source>
        <translation>读取参数</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>This project has no data yet</source>
        <translation>此项目还没有数据</translation>
    </message>
    <message>
        <source>%1 failed. %2</source>
        <translation>%1失败。%2</translation>
    </message>
    <message>
        <source>Drop monitoring data here, or press %1 to choose it, with the job list if you have it. The same from a terminal, while the project is not open:</source>
        <translation>将监控数据拖到此处，或按 %1 选择，如有作业列表请一并提供。项目未打开时，也可在终端中执行：</translation>
    </message>
</context>
<context>
    <name>nodesentry::app::Reviewing</name>
    <message>
        <source>Reading the detectors</source>
        <translation>读取检测器</translation>
    </message>
    <message>
        <source>Reading the scores</source>
        <translation>读取分数</translation>
    </message>
    <message>
        <source>Making suggestions</source>
        <translation>生成建议</translation>
    </message>
    <message>
        <source>%1: precision %2, recall %3, F1 %4</source>
        <translation>%1：精确率 %2，召回率 %3，F1 %4</translation>
    </message>
    <message>
        <source>paper's mode</source>
        <translation>论文模式</translation>
    </message>
    <message>
        <source>unadjusted</source>
        <translation>未调整</translation>
    </message>
    <message>
        <source>%1: F1 %2</source>
        <translation>%1：F1 %2</translation>
    </message>
    <message>
        <source>A detector is at work. What it finds will be listed here.</source>
        <translation>检测器正在运行。检出结果将列在这里。</translation>
    </message>
    <message>
        <source>Nothing has been scored yet. Choose a detector above and press Detect, or run all stages (F5).</source>
        <translation>尚未评分。请在上方选择检测器并按“检测”，或运行全部阶段(F5)。</translation>
    </message>
    <message>
        <source>Nothing is left to review. Lower the threshold, let another detector suggest, or choose a label and find more of its kind (%1).</source>
        <translation>已无待审核的建议。可降低阈值、换用其他检测器，或选中标注并查找同类(%1)。</translation>
    </message>
    <message numerus="yes">
        <source>%n to review %1</source>
        <extracomment>how many suggestions; %1: "on node22" or "on 3 nodes"</extracomment>
        <translation>
            <numerusform>%1有 %n 个待审核</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>on %n node(s)</source>
        <translation>
            <numerusform>%n 个节点</numerusform>
        </translation>
    </message>
    <message>
        <source>That was the last suggestion.</source>
        <translation>已是最后一个建议。</translation>
    </message>
    <message>
        <source>That was the last suggestion on %1. %2 marks the node as reviewed and goes on to the next one.</source>
        <translation>已是 %1 的最后一个建议。按 %2 将节点标记为已审核并转到下一个。</translation>
    </message>
    <message>
        <source>Choose a suggestion first: %1 goes to the next one.</source>
        <translation>请先选中建议：按 %1 转到下一个。</translation>
    </message>
    <message numerus="yes">
        <source>%n suggestion(s) accepted; Ctrl+Z takes all of it back.</source>
        <translation>
            <numerusform>已接受 %n 个建议；按 Ctrl+Z 全部撤回。</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no suggestion above the threshold in view.</source>
        <translation>视图中没有阈值以上的建议。</translation>
    </message>
    <message>
        <source>Reading the labels</source>
        <translation>读取标注</translation>
    </message>
    <message>
        <source>Choose a label first: what is like it will be suggested.</source>
        <translation>请先选中标注：将建议与之相似的时段。</translation>
    </message>
    <message>
        <source>Searching for what is like the label…</source>
        <translation>正在查找与标注相似的时段…</translation>
    </message>
    <message>
        <source>The search</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Nothing is enough like the label.</source>
        <translation>没有足够相似的时段。</translation>
    </message>
    <message numerus="yes">
        <source>%n stretch(es) are like the label.</source>
        <translation>
            <numerusform>有 %n 段与标注相似。</numerusform>
        </translation>
    </message>
    <message>
        <source>Marked as looked at; %1 % of the node's time is.</source>
        <translation>已标记为已查看；该节点已查看 %1 % 的时间。</translation>
    </message>
    <message>
        <source>You have looked at all nodes.</source>
        <translation>您已查看全部节点。</translation>
    </message>
    <message>
        <source>No job runs there: put the pointer, or the middle of the view, on a job.</source>
        <translation>该处没有作业：请将指针或视图中心移到作业上。</translation>
    </message>
    <message>
        <source>P %1 R %2 F1 %3</source>
        <extracomment>precision, recall and F1 where there is little room</extracomment>
        <translation>P %1 R %2 F1 %3</translation>
    </message>
    <message>
        <source>F1 %1 (%2)</source>
        <translation>F1 %1 (%2)</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>在 %1 上</translation>
    </message>
    <message>
        <source>%1 of %2 %3</source>
        <extracomment>the seventh of twelve suggestions; %3: "on node22" or "on 3 nodes"</extracomment>
        <translation>%1/%2 %3</translation>
    </message>
    <message numerus="yes">
        <source>The list is empty; %n suggestion(s) wait outside of its filter.</source>
        <translation>
            <numerusform>列表为空；筛选之外还有 %n 条建议。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nodesentry::app::RunSheet</name>
    <message>
        <source>Run with…</source>
        <translation>以指定参数运行…</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>This project</source>
        <translation>本项目</translation>
    </message>
    <message>
        <source>Defaults</source>
        <translation>默认值</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>论文</translation>
    </message>
    <message>
        <source>First part of the time</source>
        <translation>前一段时间</translation>
    </message>
    <message>
        <source>Up to a time</source>
        <translation>到某一时刻为止</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Data that brings its own split keeps it.</source>
        <translation>自带划分的数据保持其划分。</translation>
    </message>
    <message>
        <source>In UTC, or with an offset such as +01:00</source>
        <translation>UTC 时间，或带时差，如 +08:00</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>GPU %1</source>
        <translation>GPU %1</translation>
    </message>
    <message>
        <source>There is no CUDA device that this program can use.</source>
        <translation>没有本程序可用的 CUDA 设备。</translation>
    </message>
    <message>
        <source>&amp;Start from:</source>
        <translation>起始值(&amp;S)：</translation>
    </message>
    <message>
        <source>S&amp;eed:</source>
        <translation>随机种子(&amp;E)：</translation>
    </message>
    <message>
        <source>&amp;Train on:</source>
        <translation>训练时段(&amp;T)：</translation>
    </message>
    <message>
        <source>&amp;Device:</source>
        <translation>设备(&amp;D)：</translation>
    </message>
    <message>
        <source>Part of the time to train on</source>
        <translation>用于训练的时间比例</translation>
    </message>
    <message>
        <source>End of the training</source>
        <translation>训练结束时刻</translation>
    </message>
    <message>
        <source>Always runs, as the measure of the others</source>
        <translation>总是运行，作为其他方法的参照</translation>
    </message>
    <message>
        <source>A program that the project brings: allow it on the command line with --allow-detectors</source>
        <translation>项目自带的程序：请在命令行用 --allow-detectors 允许运行</translation>
    </message>
    <message>
        <source>The same on the command line</source>
        <translation>等效命令行</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>Every value as in the last run of this project.</source>
        <translation>所有值与本项目上次运行相同。</translation>
    </message>
    <message>
        <source>The values that did best on our measurements.</source>
        <translation>在我们的测量中表现最好的值。</translation>
    </message>
    <message>
        <source>The choices of the paper, to compare with it.</source>
        <translation>论文的取值，用于与论文比较。</translation>
    </message>
    <message>
        <source>The end of the training is not a time such as 2026-01-31 12:00.</source>
        <translation>训练结束时刻不是有效时间，例如 2026-01-31 12:00。</translation>
    </message>
    <message>
        <source>Choose at least one method.</source>
        <translation>请至少选择一种方法。</translation>
    </message>
    <message numerus="yes">
        <source>%n parameter(s) differ from the last run.</source>
        <translation>
            <numerusform>有 %n 个参数与上次运行不同。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n parameter(s) differ from the preset.</source>
        <translation>
            <numerusform>有 %n 个参数与预设不同。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nodesentry::app::TimelineMenus</name>
    <message>
        <source>Selected: %1</source>
        <translation>已选：%1</translation>
    </message>
    <message>
        <source>&amp;Label as</source>
        <translation>标注为(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Zoom to the selection</source>
        <translation>缩放到选区(&amp;Z)</translation>
    </message>
    <message>
        <source>&amp;Clear the selection</source>
        <translation>清除选区(&amp;C)</translation>
    </message>
    <message numerus="yes">
        <source>%n labels</source>
        <translation>
            <numerusform>%n 个标注</numerusform>
        </translation>
    </message>
    <message>
        <source>C&amp;lass</source>
        <translation>类别(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Split here</source>
        <translation>在此拆分(&amp;S)</translation>
    </message>
    <message>
        <source>Suggestion</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Accept &amp;as</source>
        <translation>接受为(&amp;A)</translation>
    </message>
</context>
<context>
    <name>nodesentry::app::TwoClicks</name>
    <message>
        <source>The next middle click ends the label, Escape takes this one back.</source>
        <translation>再次中键单击结束标注，Escape 撤回。</translation>
    </message>
    <message>
        <source>The next right click ends the stretch to clear, Escape takes this one back.</source>
        <translation>再次右键单击结束要取消的时段，Escape 撤回。</translation>
    </message>
    <message>
        <source>No label of yours is there.</source>
        <translation>该处没有您的标注。</translation>
    </message>
    <message>
        <source>Cancel labels</source>
        <translation>取消标注</translation>
    </message>
</context>
<context>
    <name>nodesentry::app::ZoneButton</name>
    <message>
        <source>Zone of all times that are shown</source>
        <translation>所有显示时间的时区</translation>
    </message>
    <message>
        <source>Time zone: %1</source>
        <translation>时区：%1</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::AssistPanel</name>
    <message>
        <source>&amp;Detect</source>
        <translation>检测(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation>重置(&amp;R)</translation>
    </message>
    <message>
        <source>Detector</source>
        <translation>检测器</translation>
    </message>
    <message>
        <source>Where to detect</source>
        <translation>检测范围</translation>
    </message>
    <message>
        <source>this node</source>
        <translation>此节点</translation>
    </message>
    <message>
        <source>this job's nodes</source>
        <translation>此作业的节点</translation>
    </message>
    <message>
        <source>all nodes</source>
        <translation>全部节点</translation>
    </message>
    <message>
        <source>Threshold, times as detected</source>
        <translation>阈值（检测值的倍数）</translation>
    </message>
    <message>
        <source>Raises or lowers the thresholds of all nodes; dragging the line in the score lane does the same</source>
        <translation>提高或降低全部节点的阈值；拖动分数道中的线效果相同</translation>
    </message>
    <message>
        <source>The threshold as it was detected</source>
        <translation>恢复检测时的阈值</translation>
    </message>
    <message>
        <source>&amp;Threshold</source>
        <translation>阈值(&amp;T)</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>paper's mode</source>
        <translation>论文模式</translation>
    </message>
    <message>
        <source>unadjusted</source>
        <translation>未调整</translation>
    </message>
    <message>
        <source>As in the paper: an event with one flagged sample counts as found throughout, and transitions between jobs are left out</source>
        <translation>同论文：事件中有一个采样被报警即算全部检出，作业切换时段不计</translation>
    </message>
    <message>
        <source>Sample by sample, nothing adjusted or left out</source>
        <translation>逐采样计算，不调整也不排除</translation>
    </message>
    <message>
        <source>Order of the queue</source>
        <translation>队列顺序</translation>
    </message>
    <message>
        <source>Strongest first</source>
        <translation>最强在前</translation>
    </message>
    <message>
        <source>Most doubtful first</source>
        <translation>最不确定在前</translation>
    </message>
    <message>
        <source>Doubtful is what is nearest to the threshold</source>
        <translation>越接近阈值越不确定</translation>
    </message>
    <message>
        <source>Filter suggestions</source>
        <translation>筛选建议</translation>
    </message>
    <message>
        <source>Suggestions to review</source>
        <translation>待审核的建议</translation>
    </message>
    <message>
        <source>This node</source>
        <translation>此节点</translation>
    </message>
    <message numerus="yes">
        <source>%n labelled node(s)</source>
        <translation>
            <numerusform>%n 个已标注节点</numerusform>
        </translation>
    </message>
    <message>
        <source>Labels made by accepting what a detector suggests say what that detector says. No method may confirm itself, so the figures are made as if there were no such labels.</source>
        <translation>接受检测器建议而得的标注，说的就是该检测器所说的。任何方法都不得自我印证，因此计算指标时当作没有这些标注。</translation>
    </message>
    <message numerus="yes">
        <source>Without %n label(s) from suggestions. With them: F1 %1 (paper's mode), %2</source>
        <translation>
            <numerusform>不含来自建议的 %n 个标注。含它们时：F1 %1（论文模式），%2</numerusform>
        </translation>
    </message>
    <message>
        <source>Whose suggestions</source>
        <translation>哪些建议</translation>
    </message>
    <message>
        <source>The queue is what the list below shows, in its order</source>
        <translation>队列即下方列表所示内容及其顺序</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation>关闭此消息</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Do what the message offers</source>
        <translation>执行消息提供的操作</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::CaseListModel</name>
    <message>
        <source>%1
%2
Metrics that contribute most:
%3</source>
        <translation>%1
%2
贡献最大的指标：
%3</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>分数</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Begin (%1)</source>
        <translation>开始（%1）</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Top metrics</source>
        <translation>主要指标</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::CasePanel</name>
    <message>
        <source>Metrics by their share of the error</source>
        <translation>按误差占比排列的指标</translation>
    </message>
    <message>
        <source>Not scored: outside of every segment, or nothing was measured.</source>
        <translation>未评分：不属于任何段，或没有测量值。</translation>
    </message>
    <message>
        <source>Peak %1; nothing may be flagged there</source>
        <translation>峰值 %1；此处不会报警</translation>
    </message>
    <message>
        <source>Peak %1, %2 × the threshold</source>
        <translation>峰值 %1，为阈值的 %2 倍</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>时间 %1</translation>
    </message>
    <message>
        <source>Cluster %1</source>
        <translation>簇 %1</translation>
    </message>
    <message>
        <source>%1, expert %2 (gate %3)</source>
        <translation>%1，专家 %2（门控 %3）</translation>
    </message>
    <message>
        <source>What is it made of?</source>
        <translation>由什么构成？</translation>
    </message>
    <message>
        <source>Case, %1</source>
        <translation>异常，%1</translation>
    </message>
    <message>
        <source>Selection, %1</source>
        <translation>选区，%1</translation>
    </message>
    <message>
        <source>Nothing has been scored yet: press Run (F5).</source>
        <translation>尚未评分：请按“运行”(F5)。</translation>
    </message>
    <message>
        <source>Choose a case, or select a stretch of time in the lanes, to see which metrics make it unusual.</source>
        <translation>选择一个异常，或在曲线道中选择一段时间，即可看到是哪些指标使其异常。</translation>
    </message>
    <message>
        <source>Computing what was expected…</source>
        <translation>正在计算预期值…</translation>
    </message>
    <message>
        <source>No metric has any error here.</source>
        <translation>此处没有指标有误差。</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::ClassBar</name>
    <message>
        <source>Label classes</source>
        <translation>标注类别</translation>
    </message>
    <message>
        <source>Label as %1 (key %2)</source>
        <translation>标注为 %1（按键 %2）</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::ClassEditor</name>
    <message>
        <source>Label classes</source>
        <translation>标注类别</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>数字键</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>添加(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>删除(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Up</source>
        <translation>上移(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Down</source>
        <translation>下移(&amp;D)</translation>
    </message>
    <message>
        <source>Colour of the class</source>
        <translation>类别颜色</translation>
    </message>
    <message>
        <source>Enter on a colour opens the colour chooser.</source>
        <translation>在颜色上按 Enter 打开颜色选择器。</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::CommandLineHint</name>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>复制命令</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::CommandPalette</name>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>&gt; command   @ node   # job   / metric</source>
        <translation>&gt; 命令   @ 节点   # 作业   / 指标</translation>
    </message>
    <message>
        <source>Command, node, job or metric</source>
        <translation>命令、节点、作业或指标</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>查找结果</translation>
    </message>
    <message>
        <source>Nothing has this name. Letters may be left out: “mem fr” finds “MemFree”.</source>
        <translation>没有此名称。可省略字母：“mem fr”能找到“MemFree”。</translation>
    </message>
    <message numerus="yes">
        <source>%n more: type some letters of the name.</source>
        <translation>
            <numerusform>还有 %n 项：请输入名称中的字母。</numerusform>
        </translation>
    </message>
    <message>
        <source>Enter does it, Escape leaves everything as it is.</source>
        <translation>Enter 执行，Escape 不作改动。</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::ContributionModel</name>
    <message>
        <source>▲ %1 instead of %2</source>
        <translation>▲ %1，预期 %2</translation>
    </message>
    <message>
        <source>▼ %1 instead of %2</source>
        <translation>▼ %1，预期 %2</translation>
    </message>
    <message>
        <source>%1 as expected on average</source>
        <translation>%1，平均符合预期</translation>
    </message>
    <message>
        <source>%1 of the error</source>
        <translation>误差的 %1</translation>
    </message>
    <message>
        <source>Means of the samples, each counting by its error.</source>
        <translation>采样的平均值，按误差加权。</translation>
    </message>
    <message>
        <source>Click: show its lane. Enter: pin it on top.</source>
        <translation>单击：显示其曲线道。回车：固定在顶部。</translation>
    </message>
    <message>
        <source>%1, about as expected on average</source>
        <translation>%1，平均与预期大致相同</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::ErrorStrip</name>
    <message>
        <source>Error of each metric, and experts</source>
        <translation>各指标的误差与专家</translation>
    </message>
    <message>
        <source>%1 and above</source>
        <translation>%1 及以上</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>专家</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>误差</translation>
    </message>
    <message>
        <source>%1
Click: show its lane.</source>
        <translation>%1
单击：显示其曲线道。</translation>
    </message>
    <message>
        <source>%1
Error %2 at %3
Click: show its lane.</source>
        <translation>%1
误差 %2，时间 %3
单击：显示其曲线道。</translation>
    </message>
    <message>
        <source>No expert: not scored</source>
        <translation>没有专家：未评分</translation>
    </message>
    <message>
        <source>Expert %1, chosen by the gate with %2 %</source>
        <translation>专家 %1，门控概率 %2 %</translation>
    </message>
    <message>
        <source>How much each metric adds to the score. A pixel has the colour of its largest error.</source>
        <translation>各指标对分数的贡献。每个像素显示其中最大误差的颜色。</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::EvaluationModel</name>
    <message>
        <source>By the paper's rules, with point adjustment: one flagged sample counts for its whole event. Even random scores do well by them.</source>
        <translation>按论文规则（点调整）：事件中有一个采样被报警，整个事件即算检出。随机分数按此规则也能得到高分。</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Point-wise F1 with the threshold set without labels</source>
        <translation>逐点 F1，阈值未使用标注</translation>
    </message>
    <message>
        <source>F1, oracle
(upper bound)</source>
        <translation>F1，最优
（上界）</translation>
    </message>
    <message>
        <source>Best F1 any threshold could reach. It is chosen with the labels, which nobody has in practice: an upper bound, not a result.</source>
        <translation>任意阈值能达到的最佳 F1。它依据标注选定，实际中不可得：是上界而非结果。</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Share of the flagged samples that are anomalous</source>
        <translation>报警采样中异常的比例</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>Share of the anomalous samples that are flagged</source>
        <translation>异常采样中被报警的比例</translation>
    </message>
    <message>
        <source>AUC-ROC</source>
        <translation>AUC-ROC</translation>
    </message>
    <message>
        <source>Area under the ROC curve; 0.5 is chance</source>
        <translation>ROC 曲线下面积；0.5 为随机</translation>
    </message>
    <message>
        <source>AUC-PR</source>
        <translation>AUC-PR</translation>
    </message>
    <message>
        <source>Area under the precision-recall curve</source>
        <translation>精确率-召回率曲线下面积</translation>
    </message>
    <message>
        <source>VUS-PR</source>
        <translation>VUS-PR</translation>
    </message>
    <message>
        <source>Volume under the precision-recall surface, tolerant at event borders</source>
        <translation>精确率-召回率曲面下体积，容许事件边界偏差</translation>
    </message>
    <message>
        <source>Event
precision</source>
        <translation>事件
精确率</translation>
    </message>
    <message>
        <source>Share of the cases that meet an anomalous event</source>
        <translation>检出的异常中与异常事件重叠的比例</translation>
    </message>
    <message>
        <source>Event
recall</source>
        <translation>事件
召回率</translation>
    </message>
    <message>
        <source>Share of the anomalous events that are found</source>
        <translation>异常事件中被检出的比例</translation>
    </message>
    <message>
        <source>Composite
F1</source>
        <translation>复合
F1</translation>
    </message>
    <message>
        <source>F1 of point-wise precision and event recall</source>
        <translation>逐点精确率与事件召回率的 F1</translation>
    </message>
    <message>
        <source>PA%20
F1</source>
        <translation>PA%20
F1</translation>
    </message>
    <message>
        <source>F1 with point adjustment only for events of which a fifth is flagged</source>
        <translation>仅对至少五分之一被报警的事件作点调整的 F1</translation>
    </message>
    <message>
        <source>Delay
(s)</source>
        <translation>延迟
(s)</translation>
    </message>
    <message>
        <source>Mean time from an event's begin to its first flagged sample</source>
        <translation>从事件开始到首个报警采样的平均时间</translation>
    </message>
    <message>
        <source>False alarms
per node-day</source>
        <translation>误报
每节点日</translation>
    </message>
    <message>
        <source>Cases that meet no anomalous event</source>
        <translation>未与异常事件重叠的检出</translation>
    </message>
    <message>
        <source>Paper:
precision</source>
        <translation>论文：
精确率</translation>
    </message>
    <message>
        <source>Paper:
recall</source>
        <translation>论文：
召回率</translation>
    </message>
    <message>
        <source>Paper:
AUC</source>
        <translation>论文：
AUC</translation>
    </message>
    <message>
        <source>Paper:
F1</source>
        <translation>论文：
F1</translation>
    </message>
    <message>
        <source>Random scores: what chance alone reaches. No figure means anything without this row.</source>
        <translation>随机分数：仅凭机会能达到的水平。缺少此行，任何数字都没有意义。</translation>
    </message>
    <message>
        <source>%1 (not run)</source>
        <translation>%1（未运行）</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>%1, %2 test samples, %3 of them anomalous</source>
        <extracomment>%1: "30 nodes"</extracomment>
        <translation>%1，%2 个测试采样，其中 %3 个异常</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n 个节点</numerusform>
        </translation>
    </message>
    <message>
        <source>VUS-ROC</source>
        <translation>VUS-ROC</translation>
    </message>
    <message>
        <source>Volume under the ROC surface, tolerant at event borders</source>
        <translation>ROC 曲面下体积，容许事件边界偏差</translation>
    </message>
    <message>
        <source>Event precision
(corrected)</source>
        <translation>事件精确率
（校正）</translation>
    </message>
    <message>
        <source>Event precision times the share of normal time that is not flagged: 0 for a method that always alarms</source>
        <translation>事件精确率乘以正常时间中未被标记的比例：始终告警的方法为 0</translation>
    </message>
    <message>
        <source>Normal time
flagged</source>
        <translation>正常时间
被标记</translation>
    </message>
    <message>
        <source>Share of the normal samples that are flagged: what event figures do not see</source>
        <translation>正常样本中被标记的比例：事件指标看不到这一点</translation>
    </message>
    <message>
        <source>F1 with
suggestions</source>
        <translation>含建议的
F1</translation>
    </message>
    <message>
        <source>F1 by all labels, also those that were made by accepting what a method suggested. All other columns are made as if there were no such labels, since no method may confirm itself.</source>
        <translation>按全部标注计算的 F1，包括接受某方法建议而得的标注。其他各列都当作没有这些标注，因为任何方法都不得自我印证。</translation>
    </message>
    <message>
        <source>Scored
samples</source>
        <translation>已评分
样本</translation>
    </message>
    <message>
        <source>Test samples that the method has a score for. All methods are judged by the same samples; what one left unscored counts as the least suspicious.</source>
        <translation>该方法给出了评分的测试样本数。所有方法都按相同的样本评判；未评分的样本视为最不可疑。</translation>
    </message>
    <message numerus="yes">
        <source>not counting %n label(s) made from suggestions (%1 samples)</source>
        <translation>
            <numerusform>不计由建议而得的 %n 个标注（%1 个样本）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::EvaluationPanel</name>
    <message>
        <source>Evaluation of all methods</source>
        <translation>全部方法的评估</translation>
    </message>
    <message>
        <source>Thresholds are set without labels. The row “random” is what chance reaches by the same rules; point at a column's heading for what it means. Oracle figures use the labels and are upper bounds only.</source>
        <translation>阈值未使用标注。“random”一行是同样规则下随机所得；指向列标题可查看含义。“最优”数字使用标注，仅为上界。</translation>
    </message>
    <message>
        <source>Hidden in blind mode</source>
        <translation>盲标模式下隐藏</translation>
    </message>
    <message>
        <source>The evaluation rests on everybody's labels. Label → Hide other people's labels shows them, and it, again.</source>
        <translation>评估依据所有人的标注。再次选择“标注 → 隐藏他人标注”即可重新显示。</translation>
    </message>
    <message>
        <source>The evaluation cannot be read</source>
        <translation>无法读取评估</translation>
    </message>
    <message>
        <source>It was probably made by a newer version of this program. Evaluate again:</source>
        <translation>它可能由本程序的更新版本生成。请重新评估：</translation>
    </message>
    <message>
        <source>Nothing to compare with yet</source>
        <translation>还没有可比较的标注</translation>
    </message>
    <message>
        <source>An evaluation compares what the methods found with labels. Select a stretch of time in the timeline and press Ctrl+L to label it, or import labels:</source>
        <translation>评估将方法的检出与标注比较。在时间轴中选择一段时间并按 Ctrl+L 标注，或导入标注：</translation>
    </message>
    <message>
        <source>Not evaluated yet</source>
        <translation>尚未评估</translation>
    </message>
    <message>
        <source>Press Run, or evaluate from a terminal:</source>
        <translation>请按“运行”，或在终端中评估：</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::FilteredTable</name>
    <message>
        <source>Nothing matches the filter.</source>
        <translation>没有匹配的行。</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::ImportDialog</name>
    <message>
        <source>Job table</source>
        <translation>作业表</translation>
    </message>
    <message>
        <source>Label table</source>
        <translation>标签表</translation>
    </message>
    <message>
        <source>Folder of the new project</source>
        <translation>新项目的文件夹</translation>
    </message>
    <message>
        <source>Take files of which more than one line in ten cannot be read</source>
        <translation>接受十行中有一行以上无法读取的文件</translation>
    </message>
    <message>
        <source>Take rows that lie far from all others of their node</source>
        <translation>接受与该节点其他行相距很远的行</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Add files or folders, or drop them here.</source>
        <translation>添加文件或文件夹，或将其拖到此处。</translation>
    </message>
    <message>
        <source>Files and folders with samples</source>
        <translation>含样本的文件和文件夹</translation>
    </message>
    <message>
        <source>Add &amp;files…</source>
        <translation>添加文件(&amp;F)…</translation>
    </message>
    <message>
        <source>Add f&amp;older…</source>
        <translation>添加文件夹(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>删除(&amp;R)</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>%1: choose</source>
        <translation>%1：选择</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Zone of times without one</source>
        <translation>无时区时间所用的时区</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>%1, which is open</source>
        <translation>%1（已打开）</translation>
    </message>
    <message>
        <source>a new project</source>
        <translation>新项目</translation>
    </message>
    <message>
        <source>&amp;Job table:</source>
        <translation>作业表(&amp;J)：</translation>
    </message>
    <message>
        <source>&amp;Label table:</source>
        <translation>标签表(&amp;L)：</translation>
    </message>
    <message>
        <source>&amp;Zone of times without one:</source>
        <translation>无时区时间所用的时区(&amp;Z)：</translation>
    </message>
    <message>
        <source>Into:</source>
        <translation>导入到：</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>First lines</source>
        <translation>前几行</translation>
    </message>
    <message>
        <source>What cannot be read</source>
        <translation>无法读取的内容</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>导入(&amp;I)</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>添加文件夹</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>添加文件</translation>
    </message>
    <message>
        <source>Reading everything once, to say what it is. Nothing is written yet.</source>
        <translation>正在通读一遍以确定内容。尚未写入任何数据。</translation>
    </message>
    <message>
        <source>This cannot be imported as it is. %1</source>
        <translation>无法按现状导入。%1</translation>
    </message>
    <message>
        <source>%1 nodes, %2 metrics, %3 samples of %4 files (%5), every %6, %7</source>
        <translation>%1 个节点，%2 个指标，%3 个样本，来自 %4 个文件（%5），间隔 %6，%7</translation>
    </message>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation>
            <numerusform>%n 个作业</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n label(s)</source>
        <translation>
            <numerusform>%n 个标注</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) rejected</source>
        <translation>
            <numerusform>%n 个作业被拒绝</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n gap(s)</source>
        <translation>
            <numerusform>%n 处缺口</numerusform>
        </translation>
    </message>
    <message>
        <source>Would import %1. Nothing is written yet.</source>
        <translation>将导入 %1。尚未写入任何数据。</translation>
    </message>
    <message>
        <source>First lines of %1</source>
        <translation>%1 的前几行</translation>
    </message>
    <message>
        <source>not imported: job %1</source>
        <translation>未导入：作业 %1</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题所在</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) cannot be read and would be left out:</source>
        <translation>
            <numerusform>%n 行无法读取，将被略去：</numerusform>
        </translation>
    </message>
    <message>
        <source>Would be left out, or taken otherwise than it stands there:</source>
        <translation>将被略去，或与原文不同：</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::JobBand</name>
    <message>
        <source>Jobs of the node</source>
        <translation>节点的作业</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>Job %1</source>
        <translation>作业 %1</translation>
    </message>
    <message>
        <source>User: %1</source>
        <translation>用户：%1</translation>
    </message>
    <message>
        <source>State: %1</source>
        <translation>状态：%1</translation>
    </message>
    <message>
        <source>Begin: %1</source>
        <translation>开始：%1</translation>
    </message>
    <message>
        <source>End: %1 (%2)</source>
        <translation>结束：%1（%2）</translation>
    </message>
    <message>
        <source>End: still running</source>
        <translation>结束：仍在运行</translation>
    </message>
    <message numerus="yes">
        <source>Nodes: %n</source>
        <translation>
            <numerusform>节点数：%n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::LabelDialog</name>
    <message>
        <source>Label a stretch of time</source>
        <translation>标注一段时间</translation>
    </message>
    <message>
        <source>still going on</source>
        <translation>仍在持续</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>可选</translation>
    </message>
    <message>
        <source>Node:</source>
        <translation>节点：</translation>
    </message>
    <message>
        <source>F&amp;rom:</source>
        <translation>起(&amp;R)：</translation>
    </message>
    <message>
        <source>&amp;To:</source>
        <translation>止(&amp;T)：</translation>
    </message>
    <message>
        <source>Zone:</source>
        <translation>时区：</translation>
    </message>
    <message>
        <source>&amp;Class:</source>
        <translation>类别(&amp;C)：</translation>
    </message>
    <message>
        <source>N&amp;ote:</source>
        <translation>备注(&amp;O)：</translation>
    </message>
    <message>
        <source>Add label</source>
        <translation>添加标注</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::LabelDocument</name>
    <message>
        <source>Add label</source>
        <translation>添加标注</translation>
    </message>
    <message>
        <source>Edit classes</source>
        <translation>编辑类别</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::LabelInspector</name>
    <message>
        <source>Only those &amp;shown</source>
        <translation>仅显示的(&amp;S)</translation>
    </message>
    <message>
        <source>A&amp;ll</source>
        <translation>全部(&amp;L)</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>still going on</source>
        <translation>仍在持续</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>可选</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Edit label classes</source>
        <translation>编辑标注类别</translation>
    </message>
    <message>
        <source>&amp;Class:</source>
        <translation>类别(&amp;C)：</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>F&amp;rom:</source>
        <translation>起(&amp;R)：</translation>
    </message>
    <message>
        <source>&amp;To:</source>
        <translation>止(&amp;T)：</translation>
    </message>
    <message>
        <source>S&amp;ure:</source>
        <translation>置信度(&amp;U)：</translation>
    </message>
    <message>
        <source>N&amp;ote:</source>
        <translation>备注(&amp;O)：</translation>
    </message>
    <message>
        <source>Metrics:</source>
        <translation>指标：</translation>
    </message>
    <message>
        <source>Author:</source>
        <translation>作者：</translation>
    </message>
    <message>
        <source>History of the label</source>
        <translation>标注的历史</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Change class</source>
        <translation>更改类别</translation>
    </message>
    <message>
        <source>Change confidence</source>
        <translation>更改置信度</translation>
    </message>
    <message>
        <source>Change note</source>
        <translation>更改备注</translation>
    </message>
    <message>
        <source>Change metrics</source>
        <translation>更改指标</translation>
    </message>
    <message>
        <source>No label is chosen. Click one in the lanes or in the list; drag over a stretch of time and press a digit to make one.</source>
        <translation>未选中标注。请在曲线道或列表中单击；拖选一段时间并按数字键可新建。</translation>
    </message>
    <message>
        <source>Node %1</source>
        <translation>节点 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n labels</source>
        <translation>
            <numerusform>%n 个标注</numerusform>
        </translation>
    </message>
    <message>
        <source>Times are in %1</source>
        <translation>时间采用 %1</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Change times</source>
        <translation>更改时间</translation>
    </message>
    <message>
        <source>added: %1</source>
        <translation>添加：%1</translation>
    </message>
    <message>
        <source>removed: %1</source>
        <translation>删除：%1</translation>
    </message>
    <message>
        <source>changed to: %1</source>
        <translation>改为：%1</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::LabelListModel</name>
    <message>
        <source>going on</source>
        <translation>持续中</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Begin (%1)</source>
        <translation>开始（%1）</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>置信度</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::LabelOverlay</name>
    <message>
        <source>adjudicated</source>
        <translation>已仲裁</translation>
    </message>
    <message>
        <source>%1, by %2
%3 (%4)</source>
        <translation>%1，标注者 %2
%3（%4）</translation>
    </message>
    <message>
        <source>%1, still going on</source>
        <translation>%1，仍在持续</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::LaneView</name>
    <message>
        <source>Metric lanes</source>
        <translation>指标曲线道</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>loading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>zoomed, log</source>
        <translation>已缩放，对数</translation>
    </message>
    <message>
        <source>zoomed</source>
        <translation>已缩放</translation>
    </message>
    <message>
        <source>log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Drag: move. Lower edge: height. Right button: scale, pin, hide.</source>
        <translation>拖动：移动。下边缘：高度。右键：量程、固定、隐藏。</translation>
    </message>
    <message>
        <source>%1
Unit: %2</source>
        <translation>%1
单位：%2</translation>
    </message>
    <message>
        <source>expected %1</source>
        <translation>预期 %1</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::LossPlot</name>
    <message>
        <source>Loss curve</source>
        <translation>损失曲线</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>stopped early</source>
        <translation>提前停止</translation>
    </message>
    <message>
        <source>Epoch %1: training loss %2</source>
        <translation>第 %1 轮：训练损失 %2</translation>
    </message>
    <message>
        <source>Epoch %1: training loss %2, held-back loss %3</source>
        <translation>第 %1 轮：训练损失 %2，验证损失 %3</translation>
    </message>
    <message>
        <source>Cluster %1</source>
        <translation>簇 %1</translation>
    </message>
    <message>
        <source>epoch %1 of %2</source>
        <translation>第 %1 轮，共 %2 轮</translation>
    </message>
    <message>
        <source>epoch %1</source>
        <translation>第 %1 轮</translation>
    </message>
    <message>
        <source>training loss %1</source>
        <translation>训练损失 %1</translation>
    </message>
    <message>
        <source>held-back loss %1</source>
        <translation>验证损失 %1</translation>
    </message>
    <message>
        <source>least held-back loss %1 in epoch %2</source>
        <translation>最小验证损失 %1，在第 %2 轮</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>best: epoch %1</source>
        <translation>最佳：第 %1 轮</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Held back</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Loss (logarithmic)</source>
        <translation>损失（对数）</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Epoch %1</source>
        <translation>第 %1 轮</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::MetricPanel</name>
    <message>
        <source>&amp;Save as…</source>
        <translation>另存为(&amp;S)…</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>删除(&amp;L)</translation>
    </message>
    <message>
        <source>Find a metric</source>
        <translation>查找指标</translation>
    </message>
    <message>
        <source>Letters may be left out: “mem fr” finds node_memory_MemFree</source>
        <translation>可省略字母：“mem fr”能找到 node_memory_MemFree</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Lane s&amp;et:</source>
        <translation>曲线道组(&amp;E)：</translation>
    </message>
    <message>
        <source>Lane set</source>
        <translation>曲线道组</translation>
    </message>
    <message>
        <source>Which lanes are shown, their order, heights and scales; kept in the project</source>
        <translation>显示哪些曲线道及其顺序、高度与量程；保存在项目中</translation>
    </message>
    <message>
        <source>Keep the lanes as they are now under a name</source>
        <translation>以名称保存当前的曲线道</translation>
    </message>
    <message>
        <source>Delete the chosen lane set</source>
        <translation>删除所选曲线道组</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Hide all</source>
        <translation>全部隐藏</translation>
    </message>
    <message>
        <source>All metrics</source>
        <translation>全部指标</translation>
    </message>
    <message>
        <source>Save lane set</source>
        <translation>保存曲线道组</translation>
    </message>
    <message>
        <source>Name of the lane set; an existing one is replaced:</source>
        <translation>曲线道组名称；同名者将被替换：</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::MetricTreeModel</name>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::NodeListModel</name>
    <message>
        <source>Not scored yet</source>
        <translation>尚未评分</translation>
    </message>
    <message>
        <source>Scored, nothing conspicuous</source>
        <translation>已评分，未见异常</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n 个异常</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n label(s)</source>
        <translation>
            <numerusform>%n 个标注</numerusform>
        </translation>
    </message>
    <message>
        <source>Stretches of time that the chosen method found conspicuous</source>
        <translation>所选方法认为异常的时段</translation>
    </message>
    <message>
        <source>Stretches of time that a person marked as anomalous</source>
        <translation>人工标为异常的时段</translation>
    </message>
    <message>
        <source>Highest anomaly score among the node's cases</source>
        <translation>节点各异常的最高分数</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>异常</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>分数</translation>
    </message>
    <message>
        <source>%1 looked at</source>
        <translation>已查看 %1</translation>
    </message>
    <message>
        <source>How much of the node's time you have marked as looked at (M, Shift+Enter)</source>
        <translation>您已标记为查看过的节点时间比例（M、Shift+Enter）</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>已查看</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::OverviewStrip</name>
    <message>
        <source>Overview of the node's whole time</source>
        <translation>节点全部时间概览</translation>
    </message>
    <message>
        <source>The whole time of the node. Drag the window to move it, its edges to zoom, or draw a new one.</source>
        <translation>节点的全部时间。拖动窗口可移动，拖动边缘可缩放，也可画出新窗口。</translation>
    </message>
    <message>
        <source>Whole time
%1</source>
        <translation>全部时间
%1</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::ParameterField</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Has to be from %1 to %2.</source>
        <translation>应在 %1 到 %2 之间。</translation>
    </message>
    <message>
        <source>Has to be %1 or more.</source>
        <translation>应不小于 %1。</translation>
    </message>
    <message>
        <source>Has to be %1 or less.</source>
        <translation>应不大于 %1。</translation>
    </message>
    <message>
        <source>Is not one of the choices.</source>
        <translation>不是可选值之一。</translation>
    </message>
    <message>
        <source>Is not a number.</source>
        <translation>不是数字。</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::ParameterForm</name>
    <message>
        <source>The whole run</source>
        <translation>整次运行</translation>
    </message>
    <message>
        <source>Preparation</source>
        <translation>预处理</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>聚类</translation>
    </message>
    <message>
        <source>Map of the segments</source>
        <translation>片段分布图</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Learning from new samples</source>
        <translation>从新样本学习</translation>
    </message>
    <message>
        <source>Detection</source>
        <translation>检测</translation>
    </message>
    <message>
        <source>Other methods</source>
        <translation>其他方法</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Search for more like a label</source>
        <translation>查找与标注相似的片段</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>&amp;All parameters</source>
        <translation>全部参数(&amp;A)</translation>
    </message>
    <message>
        <source>No parameter matches the filter.</source>
        <translation>没有符合筛选条件的参数。</translation>
    </message>
    <message>
        <source>Filter all parameters by name or meaning</source>
        <translation>按名称或含义筛选全部参数</translation>
    </message>
    <message>
        <source>Filter of the parameters</source>
        <translation>参数筛选</translation>
    </message>
    <message>
        <source>Show also the parameters that few need</source>
        <translation>同时显示很少用到的参数</translation>
    </message>
    <message>
        <source>For experiments: %1</source>
        <translation>用于实验：%1</translation>
    </message>
    <message>
        <source>Back to the default: %1</source>
        <translation>恢复默认值：%1</translation>
    </message>
    <message>
        <source>%1: back to the default</source>
        <translation>%1：恢复默认值</translation>
    </message>
    <message>
        <source>Allowed: %1</source>
        <translation>允许范围：%1</translation>
    </message>
    <message>
        <source>Default: %1</source>
        <translation>默认值：%1</translation>
    </message>
    <message>
        <source>Not the default, which is %1.</source>
        <translation>不是默认值（%1）。</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1（单位：%2）</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::ProjectSession</name>
    <message>
        <source>Saving the view</source>
        <translation>保存视图</translation>
    </message>
    <message>
        <source>Keeping the project</source>
        <translation>保持项目</translation>
    </message>
    <message>
        <source>Reading the project</source>
        <translation>读取项目</translation>
    </message>
    <message>
        <source>Reading how the models were trained</source>
        <translation>读取模型的训练情况</translation>
    </message>
    <message>
        <source>Reading the scores of %1</source>
        <translation>读取 %1 的分数</translation>
    </message>
    <message>
        <source>The run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Learning from new samples</source>
        <translation>从新样本学习</translation>
    </message>
    <message>
        <source>Detecting with %1</source>
        <translation>用 %1 检测</translation>
    </message>
    <message>
        <source>Reading the suggestions</source>
        <translation>读取建议</translation>
    </message>
    <message>
        <source>Mark as seen</source>
        <translation>标记为已查看</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::RunList</name>
    <message>
        <source>&amp;Stop it</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>Running work</source>
        <translation>正在进行的任务</translation>
    </message>
    <message>
        <source>Work that runs, waits, or is over</source>
        <translation>正在进行、等待中或已结束的任务</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>What the chosen work said</source>
        <translation>所选任务的输出</translation>
    </message>
    <message>
        <source>It has said nothing yet.</source>
        <translation>尚无输出。</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::RunStatus</name>
    <message>
        <source>Progress of the run</source>
        <translation>运行进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel the run</source>
        <translation>取消运行</translation>
    </message>
    <message>
        <source>Running work</source>
        <translation>正在进行的任务</translation>
    </message>
    <message>
        <source>List all running work</source>
        <translation>列出所有任务</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Show how it goes</source>
        <translation>查看进展</translation>
    </message>
    <message>
        <source>Show how the run goes</source>
        <translation>查看任务进展</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::ScoreLane</name>
    <message>
        <source>Anomaly score and threshold</source>
        <translation>异常分数与阈值</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>分数</translation>
    </message>
    <message>
        <source>threshold %1</source>
        <translation>阈值 %1</translation>
    </message>
    <message>
        <source>%1 to %2 (log)</source>
        <translation>%1 至 %2（对数）</translation>
    </message>
    <message>
        <source>threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Drag the threshold up or down: what it flags, and what that is worth, follows</source>
        <translation>上下拖动阈值：报警范围及其评估随之更新</translation>
    </message>
    <message>
        <source>threshold × %1</source>
        <translation>阈值 × %1</translation>
    </message>
    <message>
        <source>Drag to make the score lane taller or lower</source>
        <translation>拖动以调整分数泳道的高度</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::StartPage</name>
    <message>
        <source>Projects you open are listed here.</source>
        <translation>打开过的项目列在这里。</translation>
    </message>
    <message>
        <source>Open a project…</source>
        <translation>打开项目…</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>最近的项目</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Remove from this list</source>
        <translation>从列表中移除</translation>
    </message>
    <message>
        <source>NodeSentry Workbench</source>
        <translation>NodeSentry Workbench</translation>
    </message>
    <message>
        <source>Finds, shows and labels anomalies in the compute nodes of HPC systems.</source>
        <translation>检测、显示并标注 HPC 系统计算节点的异常。</translation>
    </message>
    <message>
        <source>%1
%2</source>
        <translation>%1
%2</translation>
    </message>
    <message>
        <source>%1 (missing)
%2</source>
        <translation>%1（已丢失）
%2</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>The same from a terminal:</source>
        <translation>在终端中执行同样操作：</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Try it on a small real recording that comes with the program, with faults that were injected. It takes about 12 s.</source>
        <translation>用程序自带的小段真实记录（含注入的故障）试用，约需 12 秒。</translation>
    </message>
    <message>
        <source>&amp;Try the sample</source>
        <translation>试用示例(&amp;T)</translation>
    </message>
    <message>
        <source>Your data</source>
        <translation>您的数据</translation>
    </message>
    <message>
        <source>Drop files or folders with monitoring data anywhere on this window, with the job list of your batch system if you have it. A project folder (NAME.nsproj) opens.</source>
        <translation>将含监控数据的文件或文件夹拖到此窗口任意处，如有批处理系统的作业列表请一并拖入。项目文件夹（NAME.nsproj）将被打开。</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>选择(&amp;C)…</translation>
    </message>
    <message>
        <source>Simulation</source>
        <translation>模拟</translation>
    </message>
    <message>
        <source>Make up a cluster with jobs and labelled anomalies, to see how the program works with more nodes.</source>
        <translation>生成一个含作业和已标注异常的集群，以了解程序在更多节点下的表现。</translation>
    </message>
    <message>
        <source>&amp;Simulate…</source>
        <translation>模拟(&amp;S)…</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::SuggestionDocument</name>
    <message numerus="yes">
        <source>Accept %n suggestion(s)</source>
        <translation>
            <numerusform>接受 %n 个建议</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reject %n suggestion(s)</source>
        <translation>
            <numerusform>拒绝 %n 个建议</numerusform>
        </translation>
    </message>
    <message>
        <source>Move edge</source>
        <translation>移动边界</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::SuggestionListModel</name>
    <message>
        <source>like a label</source>
        <translation>与标注相似</translation>
    </message>
    <message>
        <source>Score over threshold where it is highest; for what is like a label, correlation over the least one that is suggested</source>
        <translation>最高处分数与阈值之比；对相似时段，为相关系数与最低建议相关系数之比</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Begin (%1)</source>
        <translation>开始（%1）</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来源</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::SuggestionOverlay</name>
    <message>
        <source>like a label</source>
        <translation>与标注相似</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>由 %1</translation>
    </message>
    <message>
        <source>Suggestion %1, strength %2
%3 (%4)</source>
        <translation>建议 %1，强度 %2
%3（%4）</translation>
    </message>
    <message>
        <source>Click it to decide on it</source>
        <translation>单击以作决定</translation>
    </message>
    <message>
        <source>To be decided on now: %1</source>
        <extracomment>%1: a suggestion</extracomment>
        <translation>正待决定：%1</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::TimeRuler</name>
    <message>
        <source>Time axis</source>
        <translation>时间轴</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::TrainingListModel</name>
    <message>
        <source>Cluster %1: %2</source>
        <translation>簇 %1：%2</translation>
    </message>
    <message>
        <source>Segments that behave alike; each cluster has a model of its own</source>
        <translation>行为相似的作业段；每个簇有自己的模型</translation>
    </message>
    <message>
        <source>Training loss (solid) and held-back loss (dashed) by epoch, each cluster on a scale of its own</source>
        <translation>各轮的训练损失（实线）与验证损失（虚线），每个簇使用各自的刻度</translation>
    </message>
    <message>
        <source>Epochs trained, of those planned; fewer when the held-back loss no longer fell</source>
        <translation>已训练的轮数与计划的轮数；验证损失不再下降时会少于计划</translation>
    </message>
    <message>
        <source>Tokens that went through training per second; a token is one sample of a window</source>
        <translation>每秒参与训练的 token 数；一个 token 是窗口中的一个采样点</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>簇</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Held back</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>Tokens/s</source>
        <translation>token/秒</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>interrupted, the next run goes on with it</source>
        <translation>已中断，下次运行时继续</translation>
    </message>
    <message>
        <source>trained; stopped early, since the held-back loss no longer fell</source>
        <translation>已训练；因验证损失不再下降而提前停止</translation>
    </message>
    <message>
        <source>trained</source>
        <translation>已训练</translation>
    </message>
    <message>
        <source>Least loss of the windows that are held back from training (validation loss); the model has the weights of that epoch</source>
        <translation>未参与训练的窗口的最小损失（验证损失）；模型采用该轮的权重</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::TrainingPanel</name>
    <message>
        <source>Clusters and their training</source>
        <translation>各簇及其训练</translation>
    </message>
    <message>
        <source>Cluster %1: %2</source>
        <translation>簇 %1：%2</translation>
    </message>
    <message>
        <source>epoch %1 of %2</source>
        <translation>第 %1 轮，共 %2 轮</translation>
    </message>
    <message numerus="yes">
        <source>%n epoch(s)</source>
        <translation>
            <numerusform>%n 轮</numerusform>
        </translation>
    </message>
    <message>
        <source>least held-back loss %1 in epoch %2</source>
        <translation>最小验证损失 %1，在第 %2 轮</translation>
    </message>
    <message>
        <source>too few windows to hold any back</source>
        <translation>窗口太少，无法留出验证窗口</translation>
    </message>
    <message>
        <source>%1 tokens per second</source>
        <translation>%1 token/秒</translation>
    </message>
    <message>
        <source>learning rate %1</source>
        <translation>学习率 %1</translation>
    </message>
    <message>
        <source>peak learning rate %1</source>
        <translation>最大学习率 %1</translation>
    </message>
    <message>
        <source>taken up again in epoch %1</source>
        <translation>从第 %1 轮继续</translation>
    </message>
    <message>
        <source>begun anew with a tenth of the learning rate, since it diverged</source>
        <translation>因发散，以十分之一的学习率重新开始</translation>
    </message>
    <message>
        <source>No epoch is over yet</source>
        <translation>尚无完成的轮次</translation>
    </message>
    <message>
        <source>The data are prepared and clustered first. The loss curve of each cluster's model is drawn here while the model is trained.</source>
        <translation>先准备数据并聚类。训练各簇的模型时，此处会绘出其损失曲线。</translation>
    </message>
    <message>
        <source>No model yet</source>
        <translation>尚无模型</translation>
    </message>
    <message>
        <source>Press Run (F5) to train a model for each cluster, or train from a terminal. The loss curves are drawn here meanwhile, and stay.</source>
        <translation>按“运行”(F5) 为每个簇训练模型，或在终端中训练。训练期间和之后，此处显示损失曲线。</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::WhyStrip</name>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Click: show its lane.</source>
        <translation>点击：显示其泳道。</translation>
    </message>
</context>
</TS>
