package validation

import (
	"fmt"
	"math"

	"hubcap/model/network"
)

func (c *delayChapter) queueing() {
	k := c.d.Constants
	c.say("\n## Waiting in queues", "\n## 排队")
	c.say("", "")
	c.say("Of the same pings, the mean less the shortest, one way: what waited on the way, at a load that\nnobody tells.", "同一批测量中均值与最小值之差（单向），即途中排队，其负荷未知。")
	c.table(c.pick("from, to", "起止"), c.pick("mean", "均值"), c.pick("shortest", "最小"), c.pick("waited", "排队"), c.pick("load that gives as much", "对应负荷"))
	half := k.Queueing(.5)
	for i := range c.d.Rows {
		if r := &c.d.Rows[i]; r.LeastMs > 0 {
			wait := r.OneWay - r.half(r.LeastMs)
			c.row(c.pair(r), ms2(r.OneWay), ms2(r.half(r.LeastMs)), ms2(wait), ms2(wait/(wait+half)))
		}
	}
	c.say("", "")
	c.say("With the published constants (%.2f ms at half load of a 100 Gbit/s line, a factor of two either\nway) the mean wait is %.2f, %.2f and %.2f ms at loads of .5, .8 and .95. The last column is the\nload of one such line that would make it: no measurement, for neither the line nor its load is\nknown.",
		"按公布参数（100 Gbit/s线路半载%.2f毫秒，上下各一倍），负荷0.5、0.8、0.95时平均排队为%.2f、%.2f、%.2f毫秒。末列为一条此类线路产生同样排队所需的负荷，并非实测：线路及其负荷均未知。",
		k.QueueMs, k.Queueing(.5), k.Queueing(.8), k.Queueing(.95))
	c.table(c.pick("Weibull shape", "Weibull形状"), c.pick("99 % stay below, times the mean wait", "99%分位/均值"))
	low, high := k, k
	low.TailShape, high.TailShape = .58, .82
	for _, v := range []network.Constants{low, k, high} {
		c.row(fmt.Sprintf("%.2f", v.TailShape), fmt.Sprintf("%.1f", v.Tail(.99)))
	}
	c.say("", "")
	c.say("The shape rests on delays through routers of one backbone (Sprint, early 2000s, lines far\nslower than 100 Gbit/s), taken from the notes of this project; that it holds at today's rates and in China is an assumption. So is\nthat waiting shrinks with the rate of the line. Mean and tail could not be checked here.",
		"形状参数依据某骨干网（Sprint，2000年代初，线路速率远低于100 Gbit/s）路由器的时延测量（引自本项目资料）；在当今速率及中国网络中是否成立是假设，排队随线路速率反比下降亦是假设。均值与尾部在此均无法检验。")
}

func (c *delayChapter) status() {
	c.say("\n## What is calibrated, what is predicted", "\n## 何为校准，何为预测")
	c.say("", "")
	c.say("- Calibrated: the public factor, %.2f, on two pairs of these pings. That the model meets them on\n  average is no proof.", "- 校准：公网系数%.2f，依据其中两对。均值吻合不能作为证明。", c.d.Constants.PublicFactor)
	c.say("- Physics: the speed of light in glass, and that no route is shorter than the great circle.", "- 物理：光纤中的光速；路由不短于大圆。")
	c.say("- Judgement, with a range each: fibre per route, terminals, regenerators, ends, routers, the\n  detour of direct circuits, the factor and the fixed part of hub routes, the delay within a city.", "- 工程判断（各有范围）：光纤/路由比、终端、再生器、两端、路由器、直连电路绕行、枢纽绕转系数与固定部分、市内时延。")
	c.say("- Recollected: nearly all route lengths, +-%.0f %%.", "- 凭记忆：几乎所有路由长度，±%.0f%%。", 100*routeDoubt)
	c.say("- Predicted: the delay of any other pair, and which service keeps which budget.", "- 预测：其他各对的时延，以及各类服务是否满足时延要求。")
}

func (c *delayChapter) unknown() {
	c.say("\n## What no data exist for", "\n## 没有数据可比的部分")
	c.say("", "")
	c.say("- Direct circuits: no measured delay of one was found that was public by the end of 2022, nor the\n  names of the 17 cities with direct circuits to Guiyang.", "- 直连电路：未找到2022年底前公开的实测，亦未见贵阳贵安直联的17个城市名单。")
	c.say("- Waiting at a known load, at any gateway or exchange; the capacity of Guiyang's exchange.", "- 任何出口或交换点在已知负荷下的排队；贵阳直联点的带宽。")
	c.say("- Percentiles: the pings are means.", "- 分位数：测量均为均值。")
	c.say("- Failures: no delay with a cable cut was found. Paths without the link are geometry, the\n  rate of cuts and the time of repair rest on no source that could be cited.", "- 故障：未找到断缆情况下的时延。断缆后的路径由几何得出，断缆率与修复时间没有可引用的来源。")
	c.say("- The west: no ping has an end in a western hub; of the eight hubs' clusters only Zhangjiakou has\n  one.", "- 西部：没有一端在西部枢纽的测量；各枢纽集群中仅张家口有。")
}

func (c *delayChapter) misses() {
	c.say("\n## Known misses", "\n## 已知偏差")
	c.say("", "")
	for i := range c.d.Rows {
		r := &c.d.Rows[i]
		switch {
		case r.Role == Detour && !r.Inside():
			c.say("- %s, %s: %s one way, outside %s to %s by the exchanges named.", "- %s，%s：单向%s，超出所列交换点的%s～%s。", c.pair(r), c.role(r.Role), ms2(r.OneWay), ms2(r.Low), ms2(r.High))
		case r.Role != Detour && !r.Inside():
			c.say("- %s, %s: %s against %s, off by %s, outside the range %s to %s.", "- %s，%s：模型%s，实测%s，误差%s，超出范围%s～%s。", c.pair(r), c.role(r.Role), ms2(r.Model), ms2(r.OneWay), signed2(r.Error()), ms2(r.Low), ms2(r.High))
		case r.Role != Detour && math.Abs(r.Error()) > missedShare*r.OneWay:
			c.say("- %s, %s: %s against %s, off by %s; within the range.", "- %s，%s：模型%s，实测%s，误差%s；在范围内。", c.pair(r), c.role(r.Role), ms2(r.Model), ms2(r.OneWay), signed2(r.Error()))
		}
	}
	below, above := 0., 0.
	for i := range c.d.Rows {
		if r := &c.d.Rows[i]; r.From != r.To {
			below, above = min(below, r.Low/r.Model-1), max(above, r.High/r.Model-1)
		}
	}
	c.say("- The range of these pairs is wide, %+.0f to %+.0f %%: that it holds a value says little.", "- 各对的范围较宽（%+.0f%%～%+.0f%%），数值落在范围内说明不了多少。", 100*below, 100*above)
	c.say("- Border gateways, and how operators hand traffic to each other, are not in the model.", "- 跨境出口及运营商之间的流量交接不在模型内。")
	c.say("- The hosts' operators are not told; pings within one cloud may have gone over its own backbone.", "- 测量主机的运营商未说明；同一云商内部的测量可能走其自有骨干网。")
}

// missedShare is the error, over what was measured, from which on a row is called a miss.
const missedShare = .10
